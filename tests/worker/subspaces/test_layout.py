"""Flat vectors and modules: round trips, views, and what a wrong size says."""

import pytest
import torch
from torch import nn

from worker.subspaces.directions import random_direction
from worker.subspaces.layout import Layout


def network() -> nn.Module:
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(1, 3, 3), nn.Flatten(), nn.Linear(12, 5), nn.LayerNorm(5))


def test_weights_are_the_leading_slice():
    layout = Layout.of(network())
    assert layout.names == ("0.weight", "2.weight", "0.bias", "2.bias", "3.weight", "3.bias")
    assert layout.n_weights == 3 * 9 + 5 * 12
    assert layout.n_parameters == layout.n_weights + 3 + 5 + 5 + 5


def test_flatten_and_views_are_a_round_trip():
    module = network()
    layout = Layout.of(module)
    views = layout.views(layout.flatten(module))
    for name, parameter in module.named_parameters():
        assert torch.equal(views[name], parameter)


def test_bound_module_computes_what_stands_in_the_vector():
    module, other = network(), network()
    images = torch.randn(2, 1, 4, 4)
    layout = Layout.of(module)
    flat = torch.zeros(layout.n_parameters)
    layout.bind(module, flat)
    flat.copy_(layout.flatten(other))
    assert torch.equal(module(images), other(images))


def test_tied_parameters_are_counted_once():
    tied = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4))
    tied[1].weight = tied[0].weight
    assert Layout.of(tied).n_parameters == 16 + 4 + 4


def test_vector_of_another_network_is_refused():
    with pytest.raises(ValueError, match=r"105 parameters, got shape \(104,\)"):
        Layout.of(network()).views(torch.zeros(104))


def test_random_direction_has_the_norm_of_every_filter():
    module = network()
    layout = Layout.of(module)
    reference = layout.flatten(module)
    direction = random_direction(reference, layout, torch.Generator().manual_seed(3))
    for name, part in layout.views(direction).items():
        expected = layout.views(reference)[name]
        if part.ndim < 2:
            assert not part.any()
        else:
            norms = expected.flatten(1).norm(dim=1)
            torch.testing.assert_close(part.flatten(1).norm(dim=1), norms)
