import pytest
import torch
from torch import Tensor

from tests.worker.contexts import random_context
from worker.engine.context import Context
from worker.subspaces.curves import Bezier


def random_rows(context: Context, count: int = 6) -> Tensor:
    """Half of them mixtures of the vertices, half places of the plane."""
    generator = torch.Generator().manual_seed(5)
    n_vertices = len(context.vertices)
    rows = torch.randn(count, n_vertices + 3, generator=generator, dtype=torch.float64)
    rows[: count // 2, :n_vertices] += (
        1 - rows[: count // 2, :n_vertices].sum(dim=1, keepdim=True)
    ) / n_vertices
    rows[: count // 2, n_vertices:] = 0
    rows[count // 2 :, :n_vertices] = 0
    rows[count // 2 :, n_vertices] = 1
    rows[count // 2 :, n_vertices + 1 :] *= 3
    return rows


def weights(context: Context, rows: Tensor) -> Tensor:
    vectors = context.points_with_plane(rows).vectors
    return rows @ torch.stack(list(vectors)).double()


@pytest.mark.parametrize(("method", "vertices"), [("curve_between", 3), ("simplex", 4)])
def test_distances_equal_those_between_the_weights(method: str, vertices: int) -> None:
    context = random_context(method, vertices)
    rows = random_rows(context)
    corners = torch.eye(vertices, dtype=torch.float64)
    expected = torch.cdist(weights(context, rows), context.vertices.double())
    assert torch.allclose(context.ruler.distances(rows[:, None], corners), expected, rtol=1e-6)


def test_nearest_point_of_a_curve_beats_a_dense_search() -> None:
    context = random_context("curve_between", 3)
    rows, curve = random_rows(context), Bezier(3)
    t = torch.linspace(0, 1, 20_001, dtype=torch.float64)
    on_curve = curve.coefficients(t) @ context.vertices.double()
    dense = torch.cdist(weights(context, rows), on_curve).amin(dim=1)
    nearest = context.ruler.nearest_on_curve(rows, curve.coefficients)
    assert (nearest.distance <= dense + 1e-6).all()
    assert torch.allclose(nearest.distance, dense, atol=1e-4)


@pytest.mark.parametrize("t", [0.0, 0.123456789, 0.5, 1.0])
def test_points_of_the_curve_find_themselves(t: float) -> None:
    context, curve = random_context("bezier", 4), Bezier(4)
    coefficients = curve.coefficients(torch.tensor([t], dtype=torch.float64))
    row = torch.cat([coefficients, torch.zeros(1, 3)], dim=1)
    assert context.ruler.nearest_t(row, curve.coefficients).item() == pytest.approx(t, abs=1e-6)
    assert context.ruler.nearest_on_curve(row, curve.coefficients).distance.item() < 1e-5


def test_projection_on_a_simplex_beats_all_its_points() -> None:
    context = random_context("simplex", 4)
    rows = random_rows(context)
    generator = torch.Generator().manual_seed(0)
    inside = torch.rand(5_000, 4, generator=generator, dtype=torch.float64)
    inside /= inside.sum(dim=1, keepdim=True)
    nearest = context.ruler.nearest_in_simplex(rows, range(4))
    assert (nearest.coefficients >= -1e-9).all()
    assert torch.allclose(nearest.coefficients.sum(dim=1), torch.ones(6, dtype=torch.float64))
    others = torch.cdist(weights(context, rows), inside @ context.vertices.double())
    assert (nearest.distance <= others.amin(dim=1) + 1e-9).all()


def test_mixtures_inside_a_simplex_project_on_themselves() -> None:
    context = random_context("simplex", 3)
    row = torch.tensor([[0.2, 0.5, 0.3, 0, 0, 0]], dtype=torch.float64)
    nearest = context.ruler.nearest_in_simplex(row, range(3))
    assert nearest.coefficients[0].tolist() == pytest.approx([0.2, 0.5, 0.3])
    assert nearest.distance.item() < 1e-5


def test_nearest_member_is_the_nearest() -> None:
    context = random_context("deep_ensemble", 5)
    rows = random_rows(context)
    apart = torch.cdist(weights(context, rows), context.vertices.double())
    nearest = context.ruler.nearest_member(rows)
    assert nearest.coefficients.argmax(dim=1).tolist() == apart.argmin(dim=1).tolist()
