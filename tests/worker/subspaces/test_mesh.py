"""Grids of coefficients have the size and the neighbours of a triangulation."""

from math import comb

import pytest

from worker.subspaces.mesh import barycentric_grid, fineness, neighbours


@pytest.mark.parametrize(("vertices", "steps"), [(1, 4), (2, 5), (3, 4), (4, 3)])
def test_a_grid_holds_every_multiple_once(vertices: int, steps: int) -> None:
    rows = barycentric_grid(vertices, steps)
    assert len(set(rows)) == len(rows) == comb(steps + vertices - 1, vertices - 1)
    assert all(sum(row) == pytest.approx(1) and min(row) >= 0 for row in rows)
    corners = [tuple(float(i == j) for j in range(vertices)) for i in range(vertices)]
    assert set(corners) <= set(rows)
    assert rows[0] == corners[0]


def test_a_line_is_a_chain_and_a_triangle_a_net_of_triangles() -> None:
    assert neighbours(barycentric_grid(2, 4), 4) == [(0, 1), (1, 2), (2, 3), (3, 4)]
    steps = 4
    edges = neighbours(barycentric_grid(3, steps), steps)
    assert len(edges) == 3 * steps * (steps + 1) // 2


def test_fineness_keeps_to_the_limit() -> None:
    for vertices in range(2, 9):
        steps = fineness(vertices, 36)
        assert len(barycentric_grid(vertices, steps)) <= max(36, vertices)
        assert len(barycentric_grid(vertices, steps + 1)) > 36
    assert fineness(3, 36) == 7
    assert fineness(1, 36) == 1
