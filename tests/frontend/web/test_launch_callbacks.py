"""The questions that the launch page asks, answered without a browser."""

from typing import Any

from dash import no_update

from frontend.web.callbacks.launch import fill_form, read_form, show_problems
from frontend.web.components.form_fields import Group, Kind
from frontend.web.components.launch_fields import FIELDS
from frontend.web.components.launch_recipe import defaults

START = {"method": "deep_ensemble", "network": "mlp", "dataset": "mnist", **defaults()}
MEMBERS = "launch-options-deep_ensemble-members"


def problems_of(values: dict[str, Any]) -> list[dict[str, str]]:
    problems: list[dict[str, str]] = read_form(values)["problems"]
    return problems


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
    shown = show_problems(problems_of(values), [], [], read_form(values)["draft"])
    assert "64" in shown["fields"].pop(MEMBERS)
    assert set(shown["fields"].values()) == {None}
    assert shown["rest"] == []


def test_problems_of_the_service_stand_at_the_field_too() -> None:
    draft = read_form(START)["draft"]
    service = [
        {"pointer": "/options/members/0", "detail": "too many"},
        {"pointer": "/nowhere", "detail": "odd"},
        {"pointer": "", "detail": "The queue is full."},
    ]
    shown = show_problems([], service, [], draft)
    assert shown["fields"][MEMBERS] == "too many"
    assert [part.children for part in shown["rest"]] == ["odd", "The queue is full."]


def test_end_points_as_a_whole_are_the_first_network() -> None:
    ends = [f.id for f in FIELDS if f.kind is Kind.NETWORK and f.group is Group.OPTIONS]
    service = [{"pointer": "/options/end_points", "detail": "not of one shape"}]
    shown = show_problems([], service, [], {**START, "method": "curve_between"})
    assert shown["fields"][ends[0]] == "not of one shape"
    assert shown["fields"][ends[1]] is None


def test_a_part_of_a_recipe_leaves_the_other_fields() -> None:
    filled = fill_form({"method": "simplex", "options": {"vertices": 4}, "seed": 9})
    assert filled["method"] == "simplex"
    assert filled["launch-options-simplex-vertices"] == 4
    assert filled["launch-recipe-seed"] == 9
    assert filled["network"] is no_update
    assert filled["launch-recipe-epochs"] is no_update
