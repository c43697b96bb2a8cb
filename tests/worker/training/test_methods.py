"""What every method promises: repeatable, counted, and what its name says."""

import pytest
import torch

from backend.contracts.catalog import METHODS as CATALOG
from backend.contracts.runs import EpochResult, Progress
from tests.worker.training.tiny import (
    CPU,
    OPTIONS,
    end_points,
    tiny_data,
    tiny_recipe,
    trained,
    trainer_of,
)
from worker.training import METHODS, TrainedSubspace, Trainer, clock

VERTICES = {
    "single": 1,
    "deep_ensemble": 3,
    "curve_between": 3,
    "line": 2,
    "bezier": 4,
    "simplex": 4,
    "chain": 4,
    "spro": 4,
    "espro": 6,
    "two_lines": 4,
    "snapshot": 2,
    "fge": 2,
    "swa": 1,
    "swag": 4,
    "multi_swag": 6,
    "laplace_last_layer": 1,
    "mc_dropout": 1,
}
TRAININGS = {
    "single": 1,
    "deep_ensemble": 3,
    "curve_between": 3,
    "line": 1,
    "bezier": 1,
    "simplex": 1.5,
    "chain": 1,
    "spro": 2.8,
    "espro": 2.8,
    "two_lines": 2,
    "snapshot": 1,
    "fge": 1,
    "swa": 1,
    "swag": 1,
    "multi_swag": 2,
    "laplace_last_layer": 1,
    "mc_dropout": 1,
}

ONE_BY_ONE = {"network": "cnn", "network_options": {"width": 4, "norm": "group"}}
"""Of a network whose members are not trained side by side."""


def vertices_of(method: str, **changes) -> torch.Tensor:
    return trained(tiny_recipe(method, **changes))[0].subspace().vertices


def test_every_method_of_the_catalog_is_trained_here():
    assert set(METHODS) == set(CATALOG) == {*OPTIONS, "imported"}


@pytest.mark.parametrize("method", OPTIONS)
def test_recipe_gives_the_same_bits_again_and_other_seeds_others(method):
    vertices = vertices_of(method)
    assert torch.equal(vertices, vertices_of(method))
    assert not torch.equal(vertices, vertices_of(method, seed=1))


@pytest.mark.parametrize("method", OPTIONS)
def test_result_has_the_shape_of_the_catalog_and_survives_bytes(method):
    trainer, _ = trained(tiny_recipe(method))
    subspace = trainer.subspace()
    assert subspace.vertices.shape == (VERTICES[method], trainer.record().parameters)
    assert subspace.geometry.n_vertices == VERTICES[method]
    again = TrainedSubspace.from_bytes(subspace.to_bytes())
    assert torch.equal(again.vertices, subspace.vertices)
    assert (again.geometry_name, again.concentration) == (
        CATALOG[method].geometry,
        OPTIONS[method].get("concentration", 1.0),
    )


@pytest.mark.parametrize("method", OPTIONS)
def test_cost_is_counted_in_gradient_evaluations(method):
    trainer, reports = trained(tiny_recipe(method))
    record = trainer.record()
    before = 2 if method == "curve_between" else 0  # networks that it starts from
    own = round((TRAININGS[method] - before) * 3 * 90)
    assert reports[-1].gradient_evaluations == own
    assert record.gradient_evaluations == own + before * 3 * 90
    assert record.equivalent_trainings == record.gradient_evaluations / (3 * 90)
    assert record.equivalent_trainings == pytest.approx(TRAININGS[method])
    weights = 784 * 8 + 8 * 10
    forward_and_backward = 2 * weights + 2 * weights + 2 * 8 * 10  # images need no gradient
    assert record.flops == forward_and_backward * record.gradient_evaluations
    assert record.parameters == weights + 8 + 10


@pytest.mark.parametrize("budget", [0.05, 0.5, 1.2])
def test_budget_is_spent_exactly(budget):
    trainer, reports = trained(tiny_recipe("line", options={"budget": budget}))
    assert trainer.record().gradient_evaluations == round(budget * 3 * 90)
    assert reports[-1].epoch == reports[-1].total_epochs


@pytest.mark.parametrize("method", OPTIONS)
def test_training_learns(method):
    _, reports = trained(tiny_recipe(method, epochs=12))
    results = [report for report in reports if isinstance(report, EpochResult)]
    assert results[-1].loss < results[0].loss
    assert results[-1].test_accuracy > 0.3


def test_first_member_of_an_ensemble_is_the_single_network():
    ensemble = vertices_of("deep_ensemble", **ONE_BY_ONE)
    assert torch.equal(ensemble[0], vertices_of("single", **ONE_BY_ONE)[0])
    assert not torch.equal(ensemble[0], ensemble[1])


def test_members_are_trained_one_after_the_other():
    _, reports = trained(tiny_recipe("deep_ensemble", **ONE_BY_ONE))
    results = [report for report in reports if isinstance(report, EpochResult)]
    assert [(result.epoch, result.member) for result in results] == [
        (1, 0), (2, 0), (3, 0), (4, 1), (5, 1), (6, 1), (7, 2), (8, 2), (9, 2),
    ]  # fmt: skip
    assert {result.total_epochs for result in results} == {9}


def test_curve_keeps_its_end_points_and_bends():
    recipe = tiny_recipe("curve_between")
    first, last = end_points(recipe)
    vertices = trained(recipe)[0].subspace().vertices
    assert torch.equal(vertices[0], first)
    assert torch.equal(vertices[-1], last)
    assert not torch.allclose(vertices[1], (first + last) / 2)


def test_curve_starts_on_the_straight_line():
    recipe = tiny_recipe("curve_between", options=OPTIONS["curve_between"] | {"control_points": 5})
    first, last = end_points(recipe)
    start = trainer_of(recipe).checkpoint().vertices
    torch.testing.assert_close(start[1], 0.75 * first + 0.25 * last)


def test_end_points_of_another_network_are_refused():
    recipe = tiny_recipe("curve_between")
    with pytest.raises(ValueError, match="expected 2 trained networks of 6370 parameters"):
        Trainer(recipe, tiny_data(), CPU, end_points=[torch.zeros(5), torch.zeros(5)])
    with pytest.raises(ValueError, match=r"got \(0, 6370\)"):
        Trainer(recipe, tiny_data(), CPU)


def test_vertices_of_a_subspace_start_apart():
    start = trainer_of(tiny_recipe("simplex")).checkpoint().vertices
    cosines = torch.corrcoef(start)
    assert cosines.fill_diagonal_(0).abs().max() < 0.1


@pytest.mark.parametrize(
    ("method", "factor"), [("line", 1.5), ("bezier", 1.875), ("simplex", 2.5), ("single", 1.0)]
)
def test_learning_rate_law_stands_in_the_record(method, factor):
    options = {"control_points": 3} if method == "bezier" else {}
    options |= {"vertices": 4} if method == "simplex" else {}
    record = trained(tiny_recipe(method, options=options))[0].record()
    assert record.rate_factor == pytest.approx(factor)
    assert record.weight_decay_divided == (method != "single")


def test_chosen_rate_factor_is_taken():
    record = trained(tiny_recipe("line", options={"rate_factor": 0.7}))[0].record()
    assert record.rate_factor == 0.7


def test_progress_counts_up_to_the_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "REPORT_SECONDS", 0.0)
    _, reports = trained(tiny_recipe("deep_ensemble", **ONE_BY_ONE))
    steps = [report.step for report in reports if isinstance(report, Progress)]
    assert sorted(set(steps)) == list(range(1, 3 * 3 * 6 + 1))
    assert steps == sorted(steps)
    assert {report.total_steps for report in reports if isinstance(report, Progress)} == {54}


@pytest.mark.parametrize("changes", [{"precision": "bfloat16"}, {"channels_last": True}])
def test_other_ways_to_compute_come_close(changes):
    recipe = tiny_recipe("line", network="cnn", network_options={"width": 4, "norm": "group"})
    training = recipe.training.model_copy(update=changes)
    vertices = trained(recipe)[0].subspace().vertices
    others = trained(recipe.model_copy(update={"training": training}))[0].subspace().vertices
    assert not torch.equal(vertices, others)
    assert (vertices - others).norm() < 0.1 * vertices.norm()
