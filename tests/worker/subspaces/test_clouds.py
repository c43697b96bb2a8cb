"""Clouds: the covariance of what is drawn."""

import pytest
import torch
from torch import nn

from worker.subspaces.gaussian import Gaussian, principal_deviations
from worker.subspaces.layout import Layout
from worker.subspaces.scatter import (
    SCATTERS,
    Diagonal,
    Dropped,
    LastLayer,
    input_mask,
    kept_inputs,
    layers_but_first,
)

COUNT = 20_000


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def network() -> nn.Module:
    return nn.Sequential(nn.Conv2d(1, 4, 3), nn.Flatten(), nn.Linear(16, 5), nn.Linear(5, 3))


LAYOUT = Layout.of(network())


def test_mixtures_of_a_cloud_have_its_mean_and_covariance():
    vertices = torch.tensor([[1.0, 2.0], [1.5, 2.0], [1.0, 4.0]])
    coefficients = Gaussian(3, ((0, 1, 2),)).sample(COUNT, generator())
    torch.testing.assert_close(coefficients.sum(1), torch.ones(COUNT))
    points = coefficients @ vertices
    assert points.mean(0).tolist() == pytest.approx([1, 2], abs=0.05)
    assert points.std(0).tolist() == pytest.approx([0.5, 2], rel=0.03)


def test_several_clouds_take_turns():
    cloud = Gaussian(4, ((0, 1), (2, 3)))
    coefficients = cloud.sample(6, generator())
    assert [int(row[:2].any()) for row in coefficients] == [1, 0, 1, 0, 1, 0]
    assert cloud.mean() == [0.5, 0, 0.5, 0]
    assert cloud.representative() == [1.0, 0, 0, 0]
    assert Gaussian(2, ((0, 1),)).mean() == [1.0, 0.0]


def test_principal_deviations_keep_the_covariance_and_are_sorted():
    deviations = torch.randn(5, 40, generator=generator())
    deviations[4] = deviations[:2].sum(0)  # of rank four
    turned = principal_deviations(deviations)
    assert len(turned) == 4
    torch.testing.assert_close(turned.T @ turned, deviations.T @ deviations, atol=1e-4, rtol=1e-4)
    norms = turned.norm(dim=1)
    assert (norms.diff() <= 0).all()


def test_diagonal_displacements_have_the_deviations_of_their_cloud():
    scatter = Diagonal(torch.stack([torch.zeros(9), torch.linspace(0, 2, 9)]))
    layout = Layout((("w"),), (torch.Size([9]),), (0,), 9, 0)
    point, chance = torch.zeros(9), generator()
    drawn = torch.stack([scatter.displacement(point, 1, layout, chance) for _ in range(2_000)])
    assert drawn.std(0).tolist() == pytest.approx(torch.linspace(0, 2, 9).tolist(), rel=0.06)
    assert not scatter.displacement(point, 0, layout, chance).any()


def test_mask_leaves_whole_inputs_out_and_keeps_the_first_layer_and_biases():
    mask = LAYOUT.views(input_mask(LAYOUT, 0.5, generator(1), layers_but_first(LAYOUT)))
    assert (mask["0.weight"] == 1).all()
    assert all((view == 1).all() for name, view in mask.items() if name.endswith("bias"))
    for name in ("2.weight", "3.weight"):
        assert set(mask[name].unique().tolist()) == {0.0, 2.0}
        assert (mask[name] == mask[name][0]).all()


def test_leaving_weights_out_is_leaving_inputs_out():
    """A linear layer with masked columns equals dropout of its inputs."""
    layer = nn.Sequential(nn.Flatten(), nn.Linear(4, 4), nn.Linear(4, 3))
    layout = Layout.of(layer)
    flat, chance = layout.flatten(layer), generator(3)
    point = flat + Dropped(torch.tensor([0.5])).displacement(flat, 0, layout, chance)
    mask = input_mask(layout, 0.5, generator(3), layers_but_first(layout))
    kept = (layout.views(mask)["2.weight"][0] > 0).float()
    inputs = torch.randn(7, 4, generator=chance)
    hidden = layer[1](inputs) * kept * 2
    expected = layer[2](hidden)
    layout.bind(layer, point)
    torch.testing.assert_close(layer(inputs), expected)


def test_inputs_of_groups_are_left_out_where_they_are_read():
    """A convolution of two groups with masked weights equals one that reads channels left out."""
    layer = nn.Sequential(nn.Conv2d(4, 6, 3, groups=2))
    layout = Layout.of(layer)
    flat = layout.flatten(layer)
    dropped = Dropped(torch.tensor([0.5]), torch.tensor([[0, 2]]))
    point = flat + dropped.displacement(flat, 0, layout, generator(4))
    kept = kept_inputs((4,), 0.5, generator(4))
    assert set(kept.tolist()) == {0.0, 2.0}
    images = torch.randn(2, 4, 5, 5, generator=generator())
    expected = layer(images * kept.view(1, 4, 1, 1))
    layout.bind(layer, point)
    torch.testing.assert_close(layer(images), expected)


def test_last_layer_has_kronecker_covariance():
    outputs, inputs = (torch.linalg.qr(torch.randn(n, n, generator=generator(n))).Q for n in (3, 6))
    scale = torch.rand(3, 6, generator=generator())
    places = torch.tensor(
        [LAYOUT.offsets[LAYOUT.names.index(f"3.{n}")] for n in ("weight", "bias")]
    )
    scatter = LastLayer(outputs, inputs, scale, places)
    chance, point = generator(5), torch.zeros(LAYOUT.n_parameters)
    drawn = [LAYOUT.views(scatter.displacement(point, 0, LAYOUT, chance)) for _ in range(4_000)]
    assert not any(view["2.weight"].any() for view in drawn)
    found = torch.stack([torch.cat([v["3.weight"], v["3.bias"][:, None]], 1) for v in drawn])
    covariance = torch.cov(found.flatten(1).T)
    turn = torch.kron(outputs, inputs)
    expected = turn @ torch.diag(scale.square().flatten()) @ turn.T
    torch.testing.assert_close(covariance, expected, atol=0.08, rtol=0.1)


@pytest.mark.parametrize(
    "scatter",
    [
        Diagonal(torch.ones(1, LAYOUT.n_parameters)),
        Dropped(torch.tensor([0.3])),
        Dropped(torch.tensor([0.3]), torch.tensor([[LAYOUT.offsets[1], 1]])),
        LastLayer(torch.eye(3), torch.eye(5), torch.ones(3, 5), torch.tensor([0])),
    ],
)
def test_displacements_repeat_and_survive_their_tensors(scatter):
    point = torch.ones(LAYOUT.n_parameters)
    again = SCATTERS[scatter.name](**scatter.tensors())
    first, second = (s.displacement(point, 0, LAYOUT, generator()) for s in (scatter, again))
    assert torch.equal(first, second)
    assert not torch.equal(first, scatter.displacement(point, 0, LAYOUT, generator(1)))
