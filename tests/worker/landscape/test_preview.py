"""Laws of the coarse map that a run in training is drawn as."""

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from backend.contracts.catalog import DATASETS
from tests.worker.training.tiny import tiny_data, tiny_recipe
from worker.engine.refusal import RequestRefused
from worker.landscape.preview import CoarseMap, draw, subject
from worker.networks import network
from worker.subspaces.layout import Layout

DATA = tiny_data()


def always(_so_far: int, _total: int) -> bool:
    return True


def random_vertices(count: int) -> Tensor:
    recipe = tiny_recipe("single")
    module = network(DATASETS["mnist"], "mlp", recipe.network_options)
    generator = torch.Generator().manual_seed(count)
    return 0.3 * torch.randn(count, Layout.of(module).n_parameters, generator=generator)


def drawn(method: str, vertices: Tensor, third: int | None = None) -> CoarseMap:
    recipe = tiny_recipe(method)
    module = network(DATASETS["mnist"], "mlp", recipe.network_options)
    preview = draw(subject(recipe, vertices, module, DATA, third), always)
    assert preview is not None
    return preview


def test_the_value_at_a_vertex_is_that_networks_loss() -> None:
    vertices = random_vertices(5)
    module = network(DATASETS["mnist"], "mlp", tiny_recipe("single").network_options).eval()
    images, targets = DATA.normalize(DATA.test.images), DATA.test.targets
    for scored in drawn("deep_ensemble", vertices).vertices:
        Layout.of(module).bind(module, vertices[scored.vertex].clone())
        logits = module(images)
        loss = F.cross_entropy(logits, targets).item()
        assert scored.loss == pytest.approx(loss, rel=1e-3)
        correct = (logits.argmax(dim=1) == targets).double().mean().item()
        assert scored.accuracy == pytest.approx(correct)


@pytest.mark.parametrize(("method", "count"), [("line", 2), ("bezier", 4), ("deep_ensemble", 3)])
def test_the_first_vertex_is_the_origin_and_the_last_to_its_right(method: str, count: int) -> None:
    vertices = random_vertices(count)
    geometry = drawn(method, vertices).geometry
    assert geometry.vertices[0] == (0, 0)
    x, y = geometry.vertices[-1]
    assert x == pytest.approx(float((vertices[-1] - vertices[0]).norm()), rel=1e-3)
    assert y == pytest.approx(0, abs=1e-3 * x)


def test_axes_hardly_turn_while_the_vertices_hardly_move() -> None:
    vertices = random_vertices(2)
    moved = vertices + 0.001 * random_vertices(3)[:2]
    before, after = (drawn("line", where) for where in (vertices, moved))
    for old, new in zip(before.values["loss"], after.values["loss"], strict=True):
        assert new == pytest.approx(old, rel=0.05)


def test_a_third_vertex_stays_while_it_is_far_enough() -> None:
    vertices = random_vertices(5)
    farthest = drawn("deep_ensemble", vertices).third
    other = 1 if farthest != 1 else 2
    assert drawn("deep_ensemble", vertices, other).third == other
    vertices[other] = torch.lerp(vertices[0], vertices[-1], 0.5)
    assert drawn("deep_ensemble", vertices, other).third != other


def test_what_is_not_affordable_is_left_out() -> None:
    recipe, vertices = tiny_recipe("line"), random_vertices(2)
    module = network(DATASETS["mnist"], "mlp", recipe.network_options)
    whole = drawn("line", vertices)
    part = draw(subject(recipe, vertices, module, DATA), lambda _, total: total <= 25)
    assert part is not None
    assert [len(whole.geometry.x), len(part.geometry.x)] == [9, 5]
    assert part.geometry.x == whole.geometry.x[::2]
    assert part.values["loss"] == [row[::2] for row in whole.values["loss"][::2]]
    assert draw(subject(recipe, vertices, module, DATA), lambda _, total: total <= 9) is None


def test_numbers_too_large_to_be_drawn_are_refused() -> None:
    vertices = random_vertices(2)
    vertices[1] = 1e30 * vertices[1]
    with pytest.raises(RequestRefused, match="too large to be drawn"):
        drawn("line", vertices)


def test_a_curve_begins_and_ends_at_its_networks() -> None:
    preview = drawn("bezier", random_vertices(4))
    assert preview.trail[0] == preview.geometry.vertices[0]
    assert preview.trail[-1] == pytest.approx(preview.geometry.vertices[-1], abs=0.01)
    assert drawn("deep_ensemble", random_vertices(3)).trail == []


def test_a_simplex_has_all_its_vertices() -> None:
    assert drawn("simplex", random_vertices(4)).geometry.parts == [[0, 1, 2, 3]]
    assert drawn("deep_ensemble", random_vertices(3)).geometry.parts == []
