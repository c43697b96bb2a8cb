"""Inputs left out of a step: a mask for every image, of the same kind as a network drawn has."""

import pytest
import torch
from torch import nn
from torch.func import functional_call

from backend.contracts.catalog import DATASETS, NETWORKS
from tests.worker.training.tiny import tiny_recipe, trained
from worker.networks import network
from worker.networks.readers import readers
from worker.subspaces.layout import Layout
from worker.subspaces.scatter import Dropped, input_mask
from worker.training.dropout import InputDropout
from worker.training.mc_dropout import places

SHAPE = (1, 28, 28)
NETWORK = {
    "mlp": {"width": 64, "depth": 2},
    "cnn": {"width": 4, "norm": "group"},
    "resnet20": {"width": 4},
}


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def module_of(name: str) -> nn.Module:
    options = NETWORKS[name].options.model_validate(NETWORK[name]).model_dump()
    return network(DATASETS["mnist"], name, options)


@pytest.mark.parametrize("name", NETWORK)
def test_one_image_with_its_mask_is_a_network_that_is_drawn(name):
    module = module_of(name)
    layout, layers = Layout.of(module), readers(module, SHAPE)
    image = torch.randn(1, *SHAPE, generator=generator())
    with InputDropout(module, layers, 0.3).drawn(1, generator(5)):
        found = module(image)
    mask = input_mask(layout, 0.3, generator(5), places(layers, layout))
    drawn = layout.views(layout.flatten(module) * mask)
    expected = functional_call(module, drawn, (image,))
    torch.testing.assert_close(found, expected)
    assert not torch.equal(found, module(image))


@pytest.mark.parametrize("name", NETWORK)
def test_images_of_a_batch_have_masks_of_their_own(name):
    module = module_of(name)
    images = torch.randn(1, *SHAPE, generator=generator()).repeat(6, 1, 1, 1)
    dropout = InputDropout(module, readers(module, SHAPE), 0.3)
    with dropout.drawn(6, generator(5)):
        first, again = module(images), module(images)
    assert torch.equal(first, again)
    assert len(first.detach().unique(dim=0)) == 6
    torch.testing.assert_close(module(images), module(images[:1]).expand(6, -1))


def test_mean_over_masks_is_the_network_itself_where_it_is_linear():
    module = nn.Sequential(nn.Flatten(), nn.Linear(4, 40), nn.Linear(40, 3))
    image = torch.randn(1, 1, 2, 2, generator=generator())
    images = image.repeat(20_000, 1, 1, 1)
    with InputDropout(module, readers(module, (1, 2, 2)), 0.2).drawn(len(images), generator()):
        mean = module(images).mean(dim=0)
    torch.testing.assert_close(mean, module(image)[0], atol=0.02, rtol=0.0)


def test_published_network_says_which_inputs_are_left_out():
    trainer, _ = trained(tiny_recipe("mc_dropout"))
    scatter = trainer.subspace().scatter
    assert isinstance(scatter, Dropped)
    assert scatter.layers is not None
    assert scatter.layers.tolist() == [[784 * 8, 1]]
