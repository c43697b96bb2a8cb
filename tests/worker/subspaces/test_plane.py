"""Planes: orthonormal axes, exact vertices, and stand-ins where vertices are missing."""

import pytest
import torch
from torch import nn

from worker.subspaces.layout import Layout
from worker.subspaces.plane import plane_through_vertices

LAYOUT = Layout.of(nn.Linear(20, 10))


def vertices(count: int) -> torch.Tensor:
    seed = torch.Generator().manual_seed(5)
    return torch.randn(count, LAYOUT.n_parameters, generator=seed)


def plane_of(points: torch.Tensor):
    return plane_through_vertices(points, LAYOUT, torch.Generator().manual_seed(0))


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_axes_are_orthonormal(count):
    plane, _ = plane_of(vertices(count))
    assert float(plane.u.norm()) == pytest.approx(1, abs=1e-6)
    assert float(plane.v.norm()) == pytest.approx(1, abs=1e-6)
    assert float(plane.u @ plane.v) == pytest.approx(0, abs=1e-6)


def test_three_vertices_lie_on_the_plane():
    points = vertices(3)
    plane, random_axes = plane_of(points)
    assert random_axes == []
    assert plane.distances(points).max() < 1e-4
    for point, (x, y) in zip(points, plane.coordinates(points).tolist(), strict=True):
        torch.testing.assert_close(plane.point(x, y), point, atol=1e-5, rtol=1e-4)


def test_coordinates_are_weight_distances():
    points = vertices(3)
    placed = plane_of(points)[0].coordinates(points)
    assert float((placed[1] - placed[2]).norm()) == pytest.approx(
        float((points[1] - points[2]).norm())
    )
    assert placed[0].tolist() == [0, 0]
    assert float(placed[-1, 1]) == pytest.approx(0, abs=1e-5)


def test_farthest_vertex_spans_the_plane_and_others_lie_off_it():
    points = vertices(4)
    points[1] = 0.5 * (points[0] + points[3]) + 0.01 * points[1]
    distances = plane_of(points)[0].distances(points)
    assert distances[2] < 1e-4 < distances[1]


@pytest.mark.parametrize(("count", "expected"), [(1, ["x", "y"]), (2, ["y"])])
def test_missing_vertices_are_replaced_and_named(count, expected):
    assert plane_of(vertices(count))[1] == expected


def test_collinear_vertices_leave_a_random_axis():
    first, last = vertices(2)
    plane, random_axes = plane_of(torch.stack([first, 0.3 * first + 0.7 * last, last]))
    assert random_axes == ["y"]
    assert float(plane.u @ plane.v) == pytest.approx(0, abs=1e-6)
