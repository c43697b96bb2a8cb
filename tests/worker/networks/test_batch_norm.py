"""Statistics at a point: known answers, and a module that does not move."""

import pytest
import torch
from torch import nn
from torch.func import functional_call

from backend.contracts.catalog import DATASETS
from worker.datasets.data import Data, Split
from worker.networks import network
from worker.networks.batch_norm import (
    BATCH,
    batch_norms,
    recalibrate_batch_norm,
    recalibration_images,
)

CIFAR = DATASETS["cifar10"]
IMAGES = torch.randn(20, 3, 32, 32, generator=torch.Generator().manual_seed(0))


def resnet() -> nn.Module:
    return network(CIFAR, "resnet20", {"width": 4, "norm": "batch"})


def point(module: nn.Module, scale: float = 1.0) -> dict[str, torch.Tensor]:
    return {name: scale * parameter.detach() for name, parameter in module.named_parameters()}


def test_the_first_layer_gets_mean_and_variance_of_what_it_sees():
    images = 3 + 2 * torch.randn(2 * BATCH, 5, 4, 4)
    module = nn.BatchNorm2d(5)
    buffers = recalibrate_batch_norm(module, point(module), images)
    halves = images.split(BATCH)
    means = torch.stack([half.mean((0, 2, 3)) for half in halves])
    variances = torch.stack([half.var((0, 2, 3)) for half in halves])
    torch.testing.assert_close(buffers["running_mean"], means.mean(0))
    torch.testing.assert_close(buffers["running_var"], variances.mean(0))
    assert int(buffers["num_batches_tracked"]) == 2


def test_one_batch_evaluates_as_it_was_normalised():
    module = resnet()
    buffers = recalibrate_batch_norm(module, point(module), IMAGES)
    evaluated = functional_call(module.eval(), (point(module), buffers), (IMAGES,), strict=True)
    normalised = module.train()(IMAGES)
    # running variances are unbiased, those of a batch are not: the last images are 8 x 8
    torch.testing.assert_close(evaluated, normalised, rtol=0.02, atol=0.02)


def test_statistics_belong_to_the_point_and_not_to_the_module():
    module = resnet()
    state = {name: value.clone() for name, value in module.state_dict().items()}
    parameters = point(module, 2.0)
    at_point = recalibrate_batch_norm(module, parameters, IMAGES)
    elsewhere = recalibrate_batch_norm(module, point(module), IMAGES)
    assert not torch.equal(at_point["1.running_mean"], elsewhere["1.running_mean"])
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            parameter.mul_(2)
            state[name] = 2 * state[name]
    own = recalibrate_batch_norm(module, point(module), IMAGES)
    assert all(torch.equal(own[name], at_point[name]) for name in own)
    assert module.training
    assert all(torch.equal(value, state[name]) for name, value in module.state_dict().items())


def test_statistics_of_before_do_not_matter():
    module = resnet()
    fresh = recalibrate_batch_norm(module, point(module), IMAGES)
    module(IMAGES * 5)
    again = recalibrate_batch_norm(module, point(module), IMAGES)
    assert all(torch.equal(fresh[name], again[name]) for name in fresh)


def test_batches_differ_by_one_image_at_most():
    module = nn.BatchNorm2d(1)
    images = torch.randn(BATCH + 1, 1, 2, 2)
    buffers = recalibrate_batch_norm(module, point(module), images)
    expected = torch.stack([part.mean() for part in images.tensor_split(2)]).mean()
    assert float(buffers["running_mean"]) == pytest.approx(float(expected), abs=1e-6)


def test_dropout_is_off_and_other_buffers_are_handed_on():
    module = nn.Sequential(nn.Dropout(0.9), nn.BatchNorm2d(3))
    module.register_buffer("kept", torch.arange(4.0))
    buffers = recalibrate_batch_norm(module, point(module), IMAGES)
    torch.testing.assert_close(buffers["1.running_mean"], IMAGES.mean((0, 2, 3)))
    assert torch.equal(buffers["kept"], torch.arange(4.0))
    assert buffers["kept"] is not module.get_buffer("kept")


def test_networks_without_batch_norm_have_no_statistics():
    module = network(CIFAR, "resnet20", {"width": 4, "norm": "group"})
    assert batch_norms(module) == {}
    assert recalibrate_batch_norm(module, point(module), IMAGES) == {}


def test_images_are_the_same_2048_for_every_point():
    images = torch.arange(3000).remainder(256).to(torch.uint8).view(3000, 1, 1, 1)
    split = Split(images, torch.zeros(3000, dtype=torch.int64))
    data = Data.of(split, split, mean=(0.0,), std=(1 / 255,))
    chosen = recalibration_images(data)
    assert chosen.shape == (2048, 1, 1, 1)
    assert torch.equal(chosen, recalibration_images(data))
    assert chosen.flatten().unique().numel() == 256
