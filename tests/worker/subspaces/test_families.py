"""Coefficients, moments and factors against closed forms; the corners of every family."""

import pytest
import torch

from worker.subspaces.curves import Bezier, Chain, line
from worker.subspaces.families import geometry_of, variance_factor
from worker.subspaces.geometry import SubspaceGeometry
from worker.subspaces.members import Members
from worker.subspaces.simplex import Simplex, log_volume, volume

BERNSTEIN = {
    (2, 0.25): [0.75, 0.25],
    (3, 0.1): [0.81, 0.18, 0.01],
    (3, 0.8): [0.04, 0.32, 0.64],
    (4, 0.25): [0.421875, 0.421875, 0.140625, 0.015625],
    (5, 0.1): [0.6561, 0.2916, 0.0486, 0.0036, 0.0001],
    (5, 0.8): [0.0016, 0.0256, 0.1536, 0.4096, 0.4096],
}


def generator() -> torch.Generator:
    return torch.Generator().manual_seed(1)


@pytest.mark.parametrize(("case", "expected"), BERNSTEIN.items())
def test_bezier_coefficients_are_bernstein_polynomials(case, expected):
    points, t = case
    torch.testing.assert_close(
        Bezier(points).coefficients(torch.tensor(t)), torch.tensor(expected), atol=1e-7, rtol=1e-5
    )


@pytest.mark.parametrize("points", [2, 3, 4, 5])
def test_ends_of_a_curve_are_its_end_points_bit_for_bit(points):
    vertices = torch.randn(points, 1000, generator=generator())
    first, last = Bezier(points).coefficients(torch.tensor([0.0, 1.0]))
    assert torch.equal(first @ vertices, vertices[0])
    assert torch.equal(last @ vertices, vertices[-1])


@pytest.mark.parametrize("geometry", [Members(4), line(), Bezier(5), Simplex(3, 0.05)])
def test_sampled_coefficients_are_convex_and_repeatable(geometry: SubspaceGeometry):
    sampled = geometry.sample(geometry.n_vertices, generator())
    assert sampled.shape == (geometry.n_vertices, geometry.n_vertices)
    assert sampled.dtype == torch.float32
    assert (sampled >= 0).all()
    torch.testing.assert_close(sampled.sum(1), torch.ones(geometry.n_vertices))
    assert torch.equal(sampled, geometry.sample(geometry.n_vertices, generator()))


@pytest.mark.parametrize(
    ("vertices", "variance", "covariance"),
    [(2, 1 / 12, -1 / 12), (3, 1 / 18, -1 / 36), (4, 0.0375, -0.0125), (5, 2 / 75, -1 / 150)],
)
def test_uniform_simplex_has_dirichlet_moments(vertices, variance, covariance):
    sampled = Simplex(vertices).sample(200_000, generator()).double()
    moments = torch.cov(sampled.T)
    assert sampled.mean(0) == pytest.approx([1 / vertices] * vertices, abs=2e-3)
    assert moments.diagonal() == pytest.approx([variance] * vertices, rel=0.02)
    assert float(moments[0, 1]) == pytest.approx(covariance, rel=0.03)


@pytest.mark.parametrize(
    ("geometry", "mean_square", "factor"),
    [
        (line(), 2 / 3, 1 / 6),
        (Simplex(2), 2 / 3, 1 / 6),
        (Simplex(3, 0.5), 0.6, 4 / 15),
        (Simplex(4, 0.25), 0.625, 0.375),
        (Simplex(5), 1 / 3, 2 / 15),
        (Bezier(3), 8 / 15, 0.2),
        (Members(4), 1.0, 0.75),
    ],
)
def test_mean_square_and_variance_factor(geometry: SubspaceGeometry, mean_square, factor):
    assert geometry.mean_square() == pytest.approx(mean_square)
    assert variance_factor(geometry) == pytest.approx(factor)


@pytest.mark.parametrize(
    ("geometry", "coefficients"),
    [
        (line(), [0.5, 0.5]),
        (Bezier(3), [0.25, 0.5, 0.25]),
        (Bezier(4), [0.125, 0.375, 0.375, 0.125]),
        (Chain(3), [0, 1, 0]),
        (Chain(4), [0, 0.5, 0.5, 0]),
        (Simplex(4), [0.25] * 4),
        (Members(3), [1, 0, 0]),
    ],
)
def test_the_middle_stands_for_a_curve_and_the_centroid_for_a_simplex(geometry, coefficients):
    assert geometry.representative() == pytest.approx(coefficients, abs=1e-12)


@pytest.mark.parametrize("geometry", [Bezier(4), Chain(4), Simplex(3), Members(4)])
def test_the_mean_is_that_of_the_samples(geometry: SubspaceGeometry):
    count = 4 if isinstance(geometry, Members) else 100_000
    sampled = geometry.sample(count, generator()).double()
    assert sampled.mean(0).tolist() == pytest.approx(geometry.mean(), abs=3e-3)


@pytest.mark.parametrize("geometry", [line(), Bezier(4), Bezier(5), Simplex(5, 0.25)])
def test_mean_square_is_what_samples_show(geometry: SubspaceGeometry):
    sampled = geometry.sample(100_000, generator())
    assert float(sampled.square().sum(1).mean()) == pytest.approx(geometry.mean_square(), rel=0.01)


@pytest.mark.parametrize(
    ("vertices", "expected"),
    [
        ([[0, 0, 0], [3, 4, 0]], 5.0),
        ([[0, 0], [3, 0], [0, 4]], 6.0),
        ([[0, 0], [1, 0], [0, 1]], 0.5),
        ([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], 1 / 6),
        (torch.eye(4).tolist(), 1 / 3),
        (torch.eye(5).tolist(), 0.09316949906249122),
    ],
)
def test_volume_is_cayley_menger(vertices, expected):
    assert volume(torch.tensor(vertices).float()) == pytest.approx(expected)


def test_volume_of_a_collapsed_simplex_is_zero():
    collinear = torch.tensor([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]])
    assert log_volume(collinear) == -float("inf")
    assert volume(collinear) == 0


def test_one_hot_coefficients_equal_the_vertex_bit_for_bit():
    vertices = torch.randn(5, 999, generator=generator())
    for i, coefficients in enumerate(Members(5).enumerate()):
        assert torch.equal(coefficients @ vertices, vertices[i])


def test_members_are_never_repeated():
    sampled = Members(6).sample(6, generator())
    assert torch.equal(sampled.sum(0), torch.ones(6))
    with pytest.raises(ValueError, match="at most 6"):
        Members(6).sample(7, generator())


def test_unknown_geometry_lists_the_known_ones():
    with pytest.raises(ValueError, match="unknown geometry 'circle'; known are members, line"):
        geometry_of("circle", torch.zeros(3, 2))
