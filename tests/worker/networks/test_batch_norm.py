"""Statistics at a point: known answers, and torch's own way to the same numbers."""

import copy

import pytest
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import update_bn

from backend.contracts.catalog import DATASETS
from worker.datasets.data import Data, Split
from worker.networks import network
from worker.networks.batch_norm import (
    BATCH,
    LoneImage,
    batch_norms,
    check_steps,
    policy,
    recalibrate_,
    recalibration_images,
    running_statistics,
)

CIFAR = DATASETS["cifar10"]
IMAGES = torch.randn(20, 3, 32, 32, generator=torch.Generator().manual_seed(0))


def resnet(norm: str = "batch") -> nn.Module:
    return network(CIFAR, "resnet20", {"width": 4, "norm": norm})


def recalibrated(module: nn.Module, images: Tensor = IMAGES) -> list[Tensor]:
    recalibrate_(module, images)
    return [buffer.clone() for buffer in running_statistics(module)]


def equal(some: list[Tensor], others: list[Tensor]) -> bool:
    return all(torch.equal(a, b) for a, b in zip(some, others, strict=True))


def test_the_first_layer_gets_mean_and_variance_of_what_it_sees():
    images = 3 + 2 * torch.randn(2 * BATCH, 5, 4, 4)
    mean, variance = recalibrated(nn.BatchNorm2d(5), images)
    halves = images.split(BATCH)
    means = torch.stack([half.mean((0, 2, 3)) for half in halves])
    variances = torch.stack([half.var((0, 2, 3)) for half in halves])
    torch.testing.assert_close(mean, means.mean(0))
    torch.testing.assert_close(variance, variances.mean(0))


def test_statistics_are_those_of_torchs_own_update():
    module, images = resnet(), torch.randn(BATCH + 60, 3, 32, 32)
    other = copy.deepcopy(module)
    update_bn(images.tensor_split(2), other)
    for own, theirs in zip(recalibrated(module, images), running_statistics(other), strict=True):
        torch.testing.assert_close(own, theirs)


def test_one_batch_evaluates_as_it_was_normalised():
    module = resnet()
    recalibrate_(module, IMAGES)
    normalised, evaluated = module(IMAGES), module.eval()(IMAGES)
    # running variances are unbiased, those of a batch are not: the last images are 8 x 8
    torch.testing.assert_close(evaluated, normalised, rtol=0.02, atol=0.02)


def test_statistics_of_before_do_not_matter():
    module = resnet()
    fresh = recalibrated(module)
    module(IMAGES * 5)
    assert equal(recalibrated(module), fresh)
    for buffer in running_statistics(module):
        buffer.fill_(torch.nan)  # a training that diverged
    assert equal(recalibrated(module), fresh)


@pytest.mark.parametrize("training", [True, False])
def test_nothing_but_statistics_changes(training):
    module = resnet().train(training)
    parameters = [parameter.clone() for parameter in module.parameters()]
    momenta = [norm.momentum for norm in batch_norms(module).values()]
    recalibrate_(module, IMAGES)
    assert equal(list(module.parameters()), parameters)
    assert {part.training for part in module.modules()} == {training}
    assert [norm.momentum for norm in batch_norms(module).values()] == momenta


def test_batches_differ_by_one_image_at_most():
    images = torch.randn(BATCH + 1, 1, 2, 2)
    mean, _ = recalibrated(nn.BatchNorm2d(1), images)
    expected = torch.stack([part.mean() for part in images.tensor_split(2)]).mean()
    assert float(mean) == pytest.approx(float(expected), abs=1e-6)


def test_dropout_is_off_and_other_buffers_are_left_alone():
    module = nn.Sequential(nn.Dropout(0.9), nn.BatchNorm2d(3))
    module.register_buffer("kept", torch.arange(4.0))
    mean, _ = recalibrated(module)
    torch.testing.assert_close(mean, IMAGES.mean((0, 2, 3)))
    assert torch.equal(module.get_buffer("kept"), torch.arange(4.0))


def test_networks_without_batch_norm_have_no_statistics():
    module = resnet("group")
    assert batch_norms(module) == {}
    assert recalibrated(module) == []


@pytest.mark.parametrize(
    ("norm", "examples", "sentence"),
    [
        ("group", 9_000, "none"),
        ("batch", 9_000, "re-estimated at every point on 2,048 training images"),
        ("batch", 500, "re-estimated at every point on 500 training images"),
    ],
)
def test_policy_is_a_sentence_for_the_record(norm, examples, sentence):
    assert policy(resnet(norm), examples) == sentence


def test_step_of_one_image_is_refused_with_batch_norm_alone():
    with pytest.raises(LoneImage, match="129 training images in batches of 64 leave one"):
        check_steps(resnet(), 129, 64)
    check_steps(resnet(), 128, 64)
    check_steps(resnet("group"), 129, 64)


def test_images_are_the_same_2048_for_every_point():
    images = torch.arange(3000).remainder(256).to(torch.uint8).view(3000, 1, 1, 1)
    split = Split(images, torch.zeros(3000, dtype=torch.int64))
    data = Data.of(split, split, mean=(0.0,), std=(1 / 255,))
    chosen = recalibration_images(data)
    assert chosen.shape == (2048, 1, 1, 1)
    assert torch.equal(chosen, recalibration_images(data))
    assert chosen.flatten().unique().numel() == 256
