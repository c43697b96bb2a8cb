import json
from dataclasses import replace

import pytest
import torch

from backend.contracts.landscapes import Geometry, LandscapeRequest
from backend.contracts.metrics import METRICS
from backend.contracts.tiling import tiles
from tests.worker.contexts import cnn, random_context
from worker.engine.context import Context
from worker.engine.engine import Points
from worker.engine.probabilities import log_probabilities
from worker.engine.refusal import RequestRefused
from worker.landscape.grid import ASPECT, evaluate_tile, survey
from worker.metrics.reliability import ece
from worker.metrics.uncertainty import entropy

REQUEST = LandscapeRequest(resolution=(9, 5))
METHODS = [("curve_between", 3), ("line", 2), ("simplex", 4), ("deep_ensemble", 5), ("single", 1)]


def loss_of_vertex(context: Context, vertex: int) -> float:
    one = torch.zeros(1, len(context.vertices))
    one[0, vertex] = 1
    (score,) = context.engine.scores(context.points(one), context.examples("test")).means()
    return score.loss.value


@pytest.mark.parametrize(("method", "vertices"), METHODS)
@pytest.mark.parametrize("margin", [0.0, 0.35])
def test_the_map_holds_all_vertices_and_is_three_to_two(
    method: str, vertices: int, margin: float
) -> None:
    request = LandscapeRequest(resolution=(9, 5), margin=margin)
    geometry = survey(random_context(method, vertices), request)
    width, height = geometry.x[-1] - geometry.x[0], geometry.y[-1] - geometry.y[0]
    assert width == pytest.approx(ASPECT * height)
    assert geometry.x == sorted(geometry.x)
    assert (len(geometry.x), len(geometry.y)) == (9, 5)
    xs, ys = zip(*geometry.vertices, strict=True)
    room = margin * max(max(xs) - min(xs), max(ys) - min(ys)) - 1e-6
    assert geometry.x[0] + room <= min(xs)
    assert max(xs) <= geometry.x[-1] - room
    assert geometry.y[0] + room <= min(ys)
    assert max(ys) <= geometry.y[-1] - room


def test_weight_distance_is_the_unit_of_both_axes() -> None:
    context = random_context("curve_between", 3)
    geometry = survey(context, REQUEST)
    places = torch.tensor(geometry.vertices, dtype=torch.float64)
    in_weights = torch.cdist(context.vertices.double(), context.vertices.double())
    assert torch.allclose(torch.cdist(places, places), in_weights, rtol=1e-5)
    assert geometry.distances == [0.0, 0.0, 0.0]
    assert geometry.random_axes == []


def test_vertices_off_the_plane_keep_their_distance() -> None:
    geometry = survey(random_context("simplex", 4), REQUEST)
    assert sorted(d > 0 for d in geometry.distances) == [False, False, False, True]


@pytest.mark.parametrize(("method", "axes"), [("single", ["x", "y"]), ("line", ["y"])])
def test_missing_directions_are_random_and_named(method: str, axes: list[str]) -> None:
    context = random_context(method, 1 if method == "single" else 2)
    assert survey(context, REQUEST).random_axes == axes
    again = random_context(method, 1 if method == "single" else 2)
    assert torch.equal(context.plane.v, again.plane.v)


def test_corners_of_a_chain_are_networks() -> None:
    names = survey(random_context("chain", 4), REQUEST).vertex_names
    assert names == ["network 1", "network 2", "network 3", "network 4"]


def test_parts_reach_the_page() -> None:
    parts = ((0, 2, 3), (1, 2, 3))
    assert survey(random_context("spro", 4, parts=parts), REQUEST).parts == [[0, 2, 3], [1, 2, 3]]
    assert survey(random_context("simplex", 3), REQUEST).parts == []


def test_a_cloud_is_shown_to_two_standard_deviations_on_every_side() -> None:
    geometry = survey(
        random_context("swag", 4, parts=((0, 1, 2, 3),)), LandscapeRequest(margin=0, resolution=5)
    )
    (x, y), first, second, _ = geometry.vertices
    assert geometry.distances[:3] == [0, 0, 0]
    for dx, dy in ((first[0] - x, first[1] - y), (second[0] - x, second[1] - y)):
        for sign in (-2, 2):
            assert geometry.x[0] - 1e-4 <= x + sign * dx <= geometry.x[-1] + 1e-4
            assert geometry.y[0] - 1e-4 <= y + sign * dy <= geometry.y[-1] + 1e-4


@pytest.mark.parametrize(("method", "vertices"), METHODS)
@pytest.mark.parametrize("network", ["mlp", "cnn"])
def test_a_grid_point_at_a_vertex_has_that_networks_loss(
    method: str, vertices: int, network: str
) -> None:
    context = random_context(method, vertices, cnn() if network == "cnn" else None)
    surveyed = survey(context, REQUEST)
    on_plane = [i for i, distance in enumerate(surveyed.distances) if distance == 0]
    places = [surveyed.vertices[i] for i in on_plane]
    geometry = surveyed.model_copy(
        update={"x": [p[0] for p in places], "y": [p[1] for p in places]}
    )
    update = evaluate_tile(context, REQUEST, geometry, [(i, i) for i in range(len(places))])
    expected = [loss_of_vertex(context, i) for i in on_plane]
    assert update.values["loss"] == pytest.approx(expected, rel=1e-5)


def test_rows_run_along_y_and_columns_along_x() -> None:
    context = random_context("curve_between", 3)
    geometry = survey(context, REQUEST)
    update = evaluate_tile(context, REQUEST, geometry, [(4, 8)])
    corner = context.plane.point(geometry.x[8], geometry.y[4])
    direct = random_context("single", 1)
    direct.vertices[0] = corner
    assert update.values["loss"] == [pytest.approx(loss_of_vertex(direct, 0), rel=1e-5)]


def test_tiles_of_any_cut_give_the_same_values() -> None:
    context = random_context("curve_between", 3)
    geometry = survey(context, REQUEST)
    indices = [index for tile in tiles(REQUEST) for index in tile.indices]
    whole = evaluate_tile(context, REQUEST, geometry, indices)
    fresh = random_context("curve_between", 3)
    for part in (slice(0, 1), slice(20, 27)):
        update = evaluate_tile(fresh, REQUEST, geometry, indices[part])
        assert update.values["loss"] == pytest.approx(whole.values["loss"][part], rel=1e-6)


def test_metrics_are_those_of_the_logits_at_the_point() -> None:
    context = random_context("line", 2)
    geometry = survey(context, REQUEST)
    update = evaluate_tile(context, REQUEST, geometry, [(1, 2), (4, 8)])
    plane, examples = context.plane, context.examples("test")
    for place, (row, column) in enumerate([(1, 2), (4, 8)]):
        steps = torch.tensor([[1.0, geometry.x[column], geometry.y[row]]], dtype=torch.float64)
        points = Points([plane.origin, plane.u, plane.v], steps)
        (outputs,) = log_probabilities(context.engine.logits(points, examples))
        assert update.values["ece"][place] == pytest.approx(ece(outputs, examples.targets))
        assert update.values["entropy"][place] == pytest.approx(float(entropy(outputs).mean()))


def test_only_the_metrics_asked_for_are_answered() -> None:
    request = LandscapeRequest(resolution=5, metrics=["accuracy"])
    context = random_context("line", 2)
    assert list(evaluate_tile(context, request, survey(context, request), [(0, 0)]).values) == [
        "accuracy"
    ]


def test_a_part_of_the_images_is_the_same_part_every_time() -> None:
    context, again = random_context("line", 2), random_context("line", 2)
    part = context.examples("test", 100)
    assert len(part) == 100
    assert torch.equal(part.images, again.examples("test", 100).images)
    assert len(context.examples("test", 50_000)) == 2_300
    assert len(context.examples("train")) == 50


def test_overflowing_cells_are_null_never_zero() -> None:
    context = random_context("line", 2)
    geometry = Geometry.model_validate(survey(context, REQUEST).model_dump() | {"x": [1e30, 0.0]})
    update = evaluate_tile(context, REQUEST, geometry, [(0, 0), (0, 1)])
    values = json.loads(update.model_dump_json())["values"]
    assert [values[metric][0] for metric in METRICS] == [None] * len(METRICS)
    assert values["loss"][1] > 0


def test_another_face_is_mapped_by_itself() -> None:
    context = random_context("simplex", 5)
    face = context.through((3, 1, 4))
    geometry = survey(face, REQUEST)
    assert [i for i, distance in enumerate(geometry.distances) if distance == 0] == [1, 3, 4]
    assert geometry.vertices[3] == pytest.approx((0, 0), abs=1e-4)
    assert geometry.vertices[4][1] == pytest.approx(0, abs=1e-3)
    assert context.through((3, 1, 4)) is face
    assert context.through(None) is context
    with pytest.raises(ValueError, match="0 to 4"):
        context.through((0, 1, 5))


@pytest.mark.parametrize("scale", [1e8, 1e22, float("inf")])
def test_a_map_that_would_reach_too_far_is_refused(scale: float) -> None:
    context = random_context("line", 2)
    vast = replace(context, vertices=context.vertices * scale)
    with pytest.raises(RequestRefused, match="farther than 1,000,000 units"):
        survey(vast, REQUEST)
