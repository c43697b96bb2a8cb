"""Complexes: where points are drawn, how volume pulls, when a vertex has collapsed."""

from itertools import pairwise

import pytest
import torch
from torch import Tensor

from worker.subspaces.simplex import volume
from worker.subspaces.simplicial import (
    SimplicialComplex,
    flatness,
    height,
    log_volume_gradient,
    log_volumes,
)

PARTS = ((0, 2, 3), (1, 2, 3))


def random_vertices(count: int = 4) -> Tensor:
    generator = torch.Generator().manual_seed(count)
    return torch.randn(count, 30, generator=generator, dtype=torch.float64)


def test_points_lie_in_one_simplex_each():
    complex_ = SimplicialComplex.by_volume(random_vertices(), PARTS)
    sampled = complex_.sample(500, torch.Generator().manual_seed(0))
    torch.testing.assert_close(sampled.sum(1), torch.ones(500))
    assert (sampled >= 0).all()
    assert ((sampled[:, 0] == 0) ^ (sampled[:, 1] == 0)).all()


def test_simplexes_are_chosen_in_proportion_to_volume():
    vertices = torch.tensor([[3.0, 0.0], [-1.0, 0.0], [0.0, 0.0], [0.0, 1.0]])
    complex_ = SimplicialComplex.by_volume(vertices, PARTS)
    assert complex_.weights == pytest.approx((0.75, 0.25))
    sampled = complex_.sample(20_000, torch.Generator().manual_seed(0))
    assert float((sampled[:, 0] > 0).double().mean()) == pytest.approx(0.75, abs=0.01)


def test_single_vertices_and_unlike_simplexes_weigh_alike():
    vertices = random_vertices()
    assert SimplicialComplex.by_volume(vertices, ((0,), (1,))).weights == (0.5, 0.5)
    assert SimplicialComplex.by_volume(vertices, ((0, 1), (1, 2, 3))).weights == (0.5, 0.5)


def test_moments_are_those_of_the_samples():
    complex_ = SimplicialComplex.evenly(4, ((0, 1), (1, 2, 3)))
    sampled = complex_.sample(20_000, torch.Generator().manual_seed(0)).double()
    assert float(sampled.square().sum(1).mean()) == pytest.approx(complex_.mean_square(), abs=5e-3)


def test_the_first_centroid_stands_for_all_and_the_mean_weighs_them():
    apart = SimplicialComplex(4, ((0, 1), (2, 3)), (0.25, 0.75))
    assert apart.representative() == [0.5, 0.5, 0.0, 0.0]
    assert apart.mean() == [0.125, 0.125, 0.375, 0.375]
    one = SimplicialComplex.evenly(4, ((0, 2),))
    assert one.representative() == one.mean() == [0.5, 0.0, 0.5, 0.0]


def test_volume_is_base_times_height_over_dimension():
    vertices = random_vertices()
    base, whole = volume(vertices[[0, 1, 2]]), volume(vertices)
    assert base * height(vertices, 3, (0, 1, 2)).length / 3 == pytest.approx(whole)


@pytest.mark.parametrize("parts", [PARTS, ((0, 3),), ((0, 1, 2, 3),)])
def test_gradient_of_the_volume_equals_autograd(parts):
    vertices = random_vertices().requires_grad_()
    volumes = []
    for part in parts:
        edges = vertices[list(part[1:])] - vertices[part[0]]
        volumes.append(torch.linalg.slogdet(edges @ edges.T).logabsdet / 2)
    torch.stack(volumes).logsumexp(0).backward()
    found = log_volume_gradient(vertices.detach(), 3, parts)
    torch.testing.assert_close(found, vertices.grad[3])


def test_moving_along_the_gradient_makes_room():
    vertices = random_vertices()
    sizes = []
    for _ in range(4):
        sizes.append(float(log_volumes(vertices, PARTS).logsumexp(0)))
        vertices[3] += 0.1 * log_volume_gradient(vertices, 3, PARTS)
    assert all(after > before for before, after in pairwise(sizes))


def test_flatness_sees_a_collapse():
    vertices = random_vertices()
    assert flatness(vertices, 3, PARTS) > 0.5
    vertices[3] = 0.5 * vertices[0] + 0.5 * vertices[2]
    assert flatness(vertices, 3, ((0, 2, 3),)) == pytest.approx(0, abs=1e-6)
    assert flatness(vertices, 3, ((0, 1, 2),)) == 0
