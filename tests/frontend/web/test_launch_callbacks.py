"""The questions that the launch page asks, answered without a browser."""

from typing import Any

import pytest

from backend.contracts.recipes import Recipe
from frontend.web.callbacks.launch import filled, not_taken, placed
from frontend.web.components import launch_fields
from frontend.web.components.form_fields import Kind
from frontend.web.components.launch_fields import FIELDS
from frontend.web.components.launch_reading import first_reading, read_form
from frontend.web.components.launch_recipe import Problem, defaults

START = {"method": "deep_ensemble", "network": "mlp", "dataset": "mnist", **defaults()}
MEMBERS = "launch-options-deep_ensemble-members"


def problems_of(values: dict[str, Any]) -> list[Problem]:
    return [Problem.model_validate(problem) for problem in read_form(values)["problems"]]


def test_a_good_form_gives_a_recipe_and_an_enabled_button() -> None:
    said = read_form(START)
    assert said["recipe"]["options"] == {"members": 5}
    assert said["disabled"] is False
    assert said["command"].startswith("paysage train mnist mlp deep_ensemble")


def test_a_wrong_form_gives_no_recipe_to_estimate() -> None:
    said = read_form(START | {MEMBERS: 1})
    assert said["recipe"] is None
    assert said["disabled"] is True
    assert said["command"] == ""


def test_a_problem_stands_at_its_field_only() -> None:
    values = START | {MEMBERS: 65}
    details, rest = placed(problems_of(values), read_form(values)["draft"])
    assert list(details) == [MEMBERS]
    assert "64" in details[MEMBERS]
    assert rest == []


def test_problems_of_the_service_stand_at_the_field_too() -> None:
    service = [
        Problem(pointer="/options/members/0", detail="too many"),
        Problem(pointer="/nowhere", detail="odd"),
        Problem(pointer="", detail="The queue is full."),
    ]
    details, rest = placed(service, read_form(START)["draft"])
    assert details == {MEMBERS: "too many"}
    assert rest == ["odd", "The queue is full."]


def test_a_problem_of_a_choice_stands_at_the_choice() -> None:
    service = [Problem(pointer="/network", detail="too small"), Problem(pointer="", detail="odd")]
    details, rest = placed(service, read_form(START)["draft"])
    assert details == {"launch-network": "too small"}
    assert rest == ["odd"]


def test_end_points_as_a_whole_are_the_first_network() -> None:
    ends = [f.id for f in FIELDS if f.kind is Kind.NETWORK and f.owner == "curve_between"]
    service = [Problem(pointer="/options/end_points", detail="not of one shape")]
    details, _ = placed(service, {**START, "method": "curve_between"})
    assert details == {ends[0]: "not of one shape"}


def test_a_part_of_a_recipe_leaves_the_other_fields() -> None:
    found = filled({"method": "simplex", "options": {"vertices": 4}, "seed": 9})
    assert found == {
        "launch-method": {"value": "simplex"},
        "launch-options-simplex-vertices": {"value": "4"},
        "launch-recipe-seed": {"value": "9"},
    }


@pytest.mark.parametrize(
    ("recipe", "named"),
    [
        ({"method": "zzz", "network": "mlp"}, ["method=zzz"]),
        ({"method": "bezier", "options": {"colour": "red", "budget": 2}}, ["options.colour=red"]),
        ({"method": "bezier", "options": {"layerwise": "maybe"}}, ["options.layerwise=maybe"]),
        ({"training": {"schedule": "odd"}}, ["training.schedule=odd"]),
        ({"method": "curve_between", "options": {"end_points": "x"}}, ["options.end_points=x"]),
        ({"method": "bezier", "options": {"start_from": "x"}}, ["options.start_from=x"]),
    ],
)
def test_what_no_field_can_hold_is_left_out_and_named(
    recipe: dict[str, Any], named: list[str]
) -> None:
    (problem,) = not_taken(recipe)
    assert problem["detail"] == f"Not understood and left out: {', '.join(named)}."
    held = str(filled(recipe).values())
    assert not any(word.partition("=")[2] in held for word in named if word != "method=zzz")


def test_what_a_field_can_refuse_is_left_to_it() -> None:
    recipe = {"epochs": "many", "dataset_options": {"mean": "much"}}
    assert not_taken(recipe) == []
    assert filled(recipe)["launch-recipe-epochs"] == {"value": "many"}
    assert filled(recipe)["launch-dataset_options-mnist-mean"] == {"value": "much"}


@pytest.mark.parametrize("method", launch_fields.LAUNCHABLE)
def test_every_option_of_a_stored_recipe_has_a_field(method: str) -> None:
    given = {"method": method, "network": "mlp", "dataset": "mnist"}
    ends = {"end_points": [{"run": "a" * 12}, {"run": "b" * 12}]}
    options = ends if method == "curve_between" else {}
    recipe = Recipe.model_validate(given | {"options": options})
    assert not_taken(recipe.model_dump(mode="json")) == []


def test_the_page_comes_with_what_its_form_says() -> None:
    first, read = first_reading(), read_form(defaults() | launch_fields.START)
    assert [str(note) for note in first.pop("notes")] == [str(note) for note in read.pop("notes")]
    assert first == read
