"""What chosen networks took to train: plain ones their own training, all others the whole run."""

from typing import Any

import pytest

from backend.contracts.predictions import Point
from backend.contracts.recipes import Recipe
from backend.services.estimates import equivalent_trainings
from backend.services.network_costs import cost_of

NETWORK = {"run": "a" * 12}
RUNS: dict[str, tuple[str, dict[str, Any]]] = {
    "ensemble": ("deep_ensemble", {"members": 4}),
    "curve": ("curve_between", {"end_points": [NETWORK, NETWORK], "control_points": 4}),
    "bezier": ("bezier", {"budget": 1.5}),
    "line": ("line", {"start_from": NETWORK, "budget": 0.25}),
    "spro": ("spro", {"modes": 3, "connectors": 2, "budget": 0.5}),
    "espro": ("espro", {"modes": 2, "vertices": 3, "budget": 0.5}),
    "two lines": ("two_lines", {"budget": 0.5}),
    "clouds": ("multi_swag", {"modes": 3, "rank": 20, "copies": 5, "budget": 2}),
    "swag": ("swag", {}),
}
MIDDLE = {"coefficients": [0.0, 0.0, 0.0, 0.5, 0.5]}
PLACE = {"landscape": "b" * 12, "x": 0.0, "y": 0.0}
COSTS: list[tuple[str, list[dict[str, Any]], float]] = [
    ("ensemble", [{"member": 0}, {"member": 3}, {"member": 3}], 2),
    ("ensemble", [PLACE], 4),
    ("curve", [{"t": 0}, {"t": 1}], 2),
    ("curve", [{"t": 1}], 1),
    ("curve", [{"coefficients": [1, 0, 0, 0]}], 1),
    ("curve", [{"t": 0}, {"t": 1}, {"t": 0.5}], 3),
    ("curve", [{"t": 0}, PLACE], 3),
    ("bezier", [{"t": 0}, {"t": 1}], 1.5),
    ("line", [{"t": 0}], 1),
    ("line", [{"t": 1}], 1.25),
    ("spro", [{"member": 0}, {"member": 2}], 2),
    ("spro", [{"coefficients": [0.5, 0.5, 0, 0, 0]}], 2),
    ("spro", [MIDDLE], 3.5),
    ("espro", [{"member": 1}], 1),
    ("espro", [{"member": 1}, {"member": 5}], 1.25),
    ("espro", [{"member": 4}, {"member": 5}], 2.5),
    ("two lines", [{"member": 0}, {"coefficients": [0.5, 0.5, 0, 0]}], 0.5),
    ("two lines", [{"member": 0}, {"member": 3}], 1),
    ("clouds", [{"member": 5}], 2),
    ("clouds", [{"member": 5}, {"member": 10}], 4),
    ("swag", [{"member": 0}], 1),
]


def recipe(name: str) -> Recipe:
    method, options = RUNS[name]
    return Recipe(dataset="mnist", network="mlp", method=method, options=options)


@pytest.mark.parametrize(("name", "points", "cost"), COSTS)
def test_networks_cost_what_they_rest_on(
    name: str, points: list[dict[str, Any]], cost: float
) -> None:
    run = recipe(name)
    places = [Point.model_validate(point) for point in points]
    assert cost_of(run, places, equivalent_trainings(run)) == pytest.approx(cost)


@pytest.mark.parametrize("name", RUNS)
def test_networks_drawn_from_all_of_it_cost_the_whole_run_as_it_was_counted(name: str) -> None:
    assert cost_of(recipe(name), None, 7.25) == 7.25
