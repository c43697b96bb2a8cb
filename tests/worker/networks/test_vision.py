"""torchvision's networks: by name, for any images, a function of their weights alone."""

from typing import get_args

import pytest
import torch
from torch import nn

from backend.contracts.catalog import DATASETS
from backend.contracts.vision_models import VisionModel, side_fault
from worker.datasets.vision import models
from worker.networks import network
from worker.networks.batch_norm import batch_norms
from worker.networks.errors import NetworkRefused
from worker.networks.norms import group_norm


def test_names_are_those_of_torchvision():
    assert list(get_args(VisionModel)) == models.list_models(module=models)


@pytest.mark.parametrize("name", ["resnet18", "mobilenet_v3_small", "squeezenet1_1", "googlenet"])
def test_network_is_a_function_of_weights_and_images(name):
    module = network(DATASETS["mnist"], "torchvision", {"model": name, "side": 64, "norm": "group"})
    images = torch.randn(2, 1, 28, 28)
    with torch.no_grad():
        logits = module.train()(images)
        assert logits.shape == (2, 10)
        assert torch.equal(module(images), logits)
    assert batch_norms(module) == {}


def test_images_of_the_right_size_are_not_enlarged():
    module = network(
        DATASETS["cifar10"], "torchvision", {"model": "resnet18", "side": 32, "norm": "group"}
    )
    images = torch.randn(2, 3, 32, 32)
    with torch.no_grad():
        assert torch.equal(module(images), module.model(images))


@pytest.mark.parametrize("name", ["resnet18", "mobilenet_v3_small"])
def test_batch_normalisation_is_kept_where_it_is_asked_for(name):
    options = {"model": name, "side": 32, "norm": "batch"}
    module = network(DATASETS["cifar10"], "torchvision", options)
    assert len(batch_norms(module)) == len(batch_norms(models.get_model(name))) > 0


def test_a_side_that_does_not_fit_is_refused_with_one_that_does():
    options = {"model": "inception_v3", "side": 32, "norm": "group"}
    with pytest.raises(NetworkRefused, match=r"inception_v3 does not take images of 32 x 32 .*224"):
        network(DATASETS["cifar10"], "torchvision", options)


@pytest.mark.parametrize(
    ("channels", "group", "groups"), [(16, 4, 4), (6, 4, 1), (11, 4, 1), (14, 4, 2), (2, 4, 1)]
)
def test_groups_divide_the_channels(channels, group, groups):
    norm = group_norm(channels, group)
    assert (norm.num_groups, norm.num_channels) == (groups, channels)
    assert isinstance(norm, nn.GroupNorm)


SMALL_ENOUGH = ["alexnet", "inception_v3", "densenet121", "vgg11", "squeezenet1_0", "googlenet"]
"""One of each kind whose least side is its own, and that is built in a moment."""


@pytest.mark.parametrize("name", [*SMALL_ENOUGH, "mobilenet_v3_small", "shufflenet_v2_x0_5"])
def test_the_least_side_is_known_before_the_network_is_built(name):
    least = next(side for side in range(28, 257) if side_fault(name, side) is None)
    with torch.device("meta"), torch.no_grad():
        model = models.get_model(name, weights=None, num_classes=10, **QUIET.get(name, {})).eval()
        assert model(torch.zeros(2, 3, least, least)).shape == (2, 10)
        if least > 28:
            with pytest.raises(RuntimeError):
                model(torch.zeros(2, 3, least - 1, least - 1))


QUIET = {
    name: {"aux_logits": False, "init_weights": False} for name in ("googlenet", "inception_v3")
}


@pytest.mark.parametrize(("name", "step"), [("vit_b_32", 32), ("vit_l_16", 16), ("vit_h_14", 14)])
def test_transformers_take_whole_patches_alone(name, step):
    taken = [side for side in range(28, 257) if side_fault(name, side) is None]
    assert taken == [side for side in range(28, 257) if side % step == 0]


def test_every_model_takes_the_side_that_the_refusal_names():
    assert [name for name in get_args(VisionModel) if side_fault(name, 224)] == []
