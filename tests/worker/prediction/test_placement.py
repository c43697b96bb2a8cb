import pytest
import torch

from backend.contracts.predictions import Placement, Point, PredictionRequest
from tests.worker.contexts import random_context
from worker.engine.context import Context
from worker.prediction.members import Member, members_of
from worker.prediction.placement import placements
from worker.subspaces.geometry import Parts

LANDSCAPE = "bbbbccccdddd"


def place(context: Context, **point: object) -> Placement:
    request = PredictionRequest(point=Point.model_validate(point))
    (placement,) = placements(members_of(request, context, lambda _: True), context)
    return placement


def test_a_point_given_on_the_curve_is_on_it() -> None:
    placement = place(random_context("bezier", 3), t=0.25)
    assert placement.coefficients == [0.5625, 0.375, 0.0625]
    assert (placement.t, placement.on_family, placement.distance) == (0.25, True, 0)


def test_coefficients_of_the_curve_are_recognised() -> None:
    placement = place(random_context("bezier", 3), coefficients=[0.5625, 0.375, 0.0625])
    assert placement.t == pytest.approx(0.25, abs=1e-6)
    assert (placement.on_family, placement.distance) == (True, 0)


@pytest.mark.parametrize(
    ("method", "vertices", "parts"),
    [
        ("bezier", 3, ()),
        ("curve_between", 4, ()),
        ("chain", 4, ()),
        ("simplex", 3, ()),
        ("two_lines", 4, ((0, 1), (2, 3))),
        ("espro", 5, ((0, 1, 2), (3, 4))),
        ("multi_swag", 4, ((0, 1), (2, 3))),
        ("deep_ensemble", 3, ()),
    ],
)
def test_the_network_that_stands_for_a_family_belongs_to_it(
    method: str, vertices: int, parts: Parts
) -> None:
    context = random_context(method, vertices, parts=parts)
    row = [*context.geometry.representative(), 0.0, 0.0, 0.0]
    (placement,) = placements([Member(row, "/point")], context)
    assert (placement.on_family, placement.distance) == (True, 0)


def test_the_control_point_is_off_the_curve() -> None:
    context = random_context("curve_between", 3)
    placement = place(context, coefficients=[0, 1, 0])
    assert not placement.on_family
    assert not placement.extrapolated
    t = torch.tensor([placement.t], dtype=torch.float64)
    on_curve = context.geometry.coefficients(t) @ context.vertices.double()
    assert placement.distance == pytest.approx(
        float((on_curve - context.vertices[1].double()).norm()), rel=1e-6
    )


def test_a_place_of_the_plane_has_the_coefficients_of_its_weights() -> None:
    context = random_context("curve_between", 3)
    x, y = context.vertex_coordinates[1].tolist()
    placement = place(context, landscape=LANDSCAPE, x=x, y=y)
    assert placement.coefficients == pytest.approx([0, 1, 0], abs=1e-5)
    beyond = place(context, landscape=LANDSCAPE, x=-1.0, y=0)
    assert beyond.extrapolated
    assert beyond.t == pytest.approx(0, abs=1e-6)
    assert beyond.distance == pytest.approx(1, abs=1e-5)


def test_a_place_beside_a_line_is_no_mixture_of_its_ends() -> None:
    context = random_context("line", 2)
    length = float(context.vertex_coordinates[1, 0])
    placement = place(context, landscape=LANDSCAPE, x=0.3 * length, y=0.7)
    assert placement.coefficients is None
    assert not placement.on_family
    assert placement.t == pytest.approx(0.3, abs=1e-5)
    assert placement.distance == pytest.approx(0.7, rel=1e-4)


def test_inside_a_simplex_is_on_it_and_outside_is_extrapolated() -> None:
    context = random_context("simplex", 3)
    inside = place(context, coefficients=[0.2, 0.3, 0.5])
    assert (inside.on_family, inside.extrapolated, inside.distance, inside.t) == (
        True,
        False,
        0,
        None,
    )
    outside = place(context, coefficients=[1.5, -0.5, 0])
    assert (outside.on_family, outside.extrapolated) == (False, True)
    assert outside.distance > 0


def test_a_place_inside_the_triangle_is_on_its_simplex() -> None:
    context = random_context("simplex", 3)
    x, y = context.vertex_coordinates.mean(dim=0).tolist()
    placement = place(context, landscape=LANDSCAPE, x=x, y=y)
    assert placement.on_family
    assert placement.coefficients == pytest.approx([1 / 3] * 3, abs=1e-5)


@pytest.mark.parametrize(("method", "vertices"), [("single", 1), ("deep_ensemble", 3)])
def test_separate_networks_are_the_family_and_nothing_between(method: str, vertices: int) -> None:
    context = random_context(method, vertices)
    assert place(context, member=0).on_family
    assert place(context, landscape=LANDSCAPE, x=0, y=0).on_family
    off = place(context, landscape=LANDSCAPE, x=0.25, y=0)
    assert not off.on_family
    assert off.distance == pytest.approx(0.25, rel=1e-5)
