"""What the form says is a recipe, and a recipe fills the form."""

import json
import shlex
from typing import Any

import pytest
from hypothesis import given, settings

from backend.contracts.recipes import Recipe, Training
from frontend import cli, recipe_arguments
from frontend.web.components.launch_fields import LAUNCHABLE
from frontend.web.components.launch_presets import PRESETS, changes_of_presets
from frontend.web.components.launch_recipe import checked, defaults, draft_of, values_of
from frontend.web.components.launch_text import recipe_command, recipe_json
from frontend.web.ids.launch import preset_id
from tests.frontend.web.launch_values import form_values

START = {"method": "single", "network": "mlp", "dataset": "mnist", **defaults()}
ENDS = {
    "launch-options-curve_between-end_points-0": "aaaaaaaaaaaa:0",
    "launch-options-curve_between-end_points-1": "bbbbbbbbbbbb:3",
}


def recipe_of(values: dict[str, Any]) -> Recipe:
    recipe, problems = checked(values)
    assert recipe is not None, problems
    return recipe


def test_untouched_form_is_the_default_recipe() -> None:
    assert recipe_of(START) == Recipe(dataset="mnist", network="mlp", method="single")


def test_only_options_of_the_chosen_method_count() -> None:
    changed = START | {"launch-options-bezier-budget": 9, "launch-options-simplex-vertices": 5}
    recipe = recipe_of(changed | {"method": "simplex"})
    assert recipe.options["vertices"] == 5
    assert recipe.options["budget"] == 1


def test_a_full_form_gives_the_full_recipe() -> None:
    values = START | ENDS | {"method": "curve_between", "launch-training-learning_rate": 0.03}
    values |= {"launch-recipe-seed": 7, "launch-training-channels_last": True}
    assert recipe_of(values) == Recipe(
        dataset="mnist",
        network="mlp",
        method="curve_between",
        seed=7,
        options={"end_points": [{"run": "a" * 12}, {"run": "b" * 12, "member": 3}]},
        training=Training(learning_rate=0.03, channels_last=True),
    )


@settings(max_examples=100, deadline=None)
@given(form_values())
def test_form_recipe_json_and_command_agree(values: dict[str, Any]) -> None:
    recipe = recipe_of(values)
    assert recipe_of(values_of(recipe.model_dump(mode="json"))) == recipe
    assert Recipe.model_validate(json.loads(recipe_json(recipe))) == recipe
    words = shlex.split(recipe_command(recipe).replace("\\\n", ""))
    assert words[0] == "paysage"
    trained = recipe_arguments.recipe_of(cli._parser().parse_args(words[1:]))
    assert trained == recipe
    assert trained.recipe_hash() == recipe.recipe_hash()


def test_an_empty_field_takes_its_default() -> None:
    values = START | {"launch-recipe-epochs": "", "launch-training-momentum": None}
    assert recipe_of(values) == recipe_of(START)


@pytest.mark.parametrize(
    ("field", "value", "pointer"),
    [
        ("launch-recipe-epochs", 501, "/epochs"),
        ("launch-recipe-epochs", 1.5, "/epochs"),
        ("launch-recipe-seed", 10**20, "/seed"),
        ("launch-options-deep_ensemble-members", 1, "/options/members"),
        ("launch-options-deep_ensemble-members", "-", "/options/members"),
        ("launch-network_options-mlp-width", 3, "/network_options/width"),
        ("launch-training-momentum", 1, "/training/momentum"),
        ("launch-training-learning_rate", "nan", "/training/learning_rate"),
    ],
)
def test_a_problem_names_its_field(field: str, value: Any, pointer: str) -> None:
    recipe, problems = checked(START | {"method": "deep_ensemble", field: value})
    assert recipe is None
    assert [problem.pointer for problem in problems] == [pointer]
    assert problems[0].detail.endswith((f"got {value}.", f'got "{value}".', "a finite number."))


@pytest.mark.parametrize(
    ("typed", "read"), [("1e-3", 1e-3), ("5e-4", 5e-4), ("0,25", 0.25), (" 2.5 ", 2.5)]
)
def test_what_was_typed_is_what_is_trained(typed: str, read: float) -> None:
    recipe = recipe_of(START | {"launch-training-learning_rate": typed})
    assert recipe.training.learning_rate == read


def test_every_field_that_is_refused_says_so_at_once() -> None:
    typed = {
        "launch-recipe-epochs": "many",
        "launch-options-deep_ensemble-members": "-5",
        "launch-network_options-mlp-width": "2.5",
        "launch-training-weight_decay": "1e-999",
        "launch-training-momentum": "1",
    }
    recipe, problems = checked(START | {"method": "deep_ensemble"} | typed)
    assert recipe is None
    assert {problem.pointer: problem.detail for problem in problems} == {
        "/epochs": "Write a number, such as 0.25, 0,25 or 1e-3; got many.",
        "/options/members": "At least 2 members, got -5.",
        "/network_options/width": "Expected a whole number, got 2.5.",
        "/training/weight_decay": (
            "Nothing can be computed with 1e-999: it is too large or too small."
        ),
        "/training/momentum": "Less than 1, got 1.",
    }


def test_a_long_whole_number_is_read_exactly() -> None:
    seed = 2**31 - 1
    assert recipe_of(START | {"launch-recipe-seed": str(seed)}).seed == seed


def test_a_curve_without_networks_asks_for_both() -> None:
    recipe, problems = checked(START | {"method": "curve_between"})
    assert recipe is None
    assert [problem.pointer for problem in problems] == [
        "/options/end_points/0",
        "/options/end_points/1",
    ]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_sets_what_it_names_and_takes_back_all_else(preset: Any) -> None:
    (changed,) = (preset for preset in PRESETS if preset.name == "quick")
    before = START | values_of(changed.changes) | {"launch-recipe-seed": 5}
    before |= {"launch-training-batch_size": 64, "network": "cnn"}
    told = changes_of_presets()[preset_id(preset.name)]
    recipe = recipe_of(before | values_of(told))
    assert recipe.method == preset.changes["method"]
    for name, value in preset.changes.get("options", {}).items():
        assert recipe.options[name] == value
    if preset.whole:
        assert recipe == recipe_of(START | values_of(preset.changes))
    else:
        assert (recipe.seed, recipe.training.batch_size, recipe.network) == (5, 64, "cnn")


def test_fair_comparison_keeps_the_procedure() -> None:
    (preset,) = (preset for preset in PRESETS if preset.name == "retrainings")
    values = START | {"method": "bezier", "network": "cnn", "launch-recipe-epochs": 7}
    ensemble = recipe_of(values | values_of(preset.changes))
    assert ensemble.procedure_hash() == recipe_of(values).procedure_hash()
    assert ensemble.options == {"members": 5}


def test_every_method_can_be_launched_from_its_defaults() -> None:
    for method in LAUNCHABLE:
        assert recipe_of(START | ENDS | {"method": method}).method == method


def test_draft_of_a_strange_form_is_kept_as_it_is() -> None:
    draft = draft_of(START | {"launch-recipe-epochs": "many"})
    assert draft["epochs"] == "many"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0.5", [0.5]),
        ("0,5", [0.5]),
        ("-1", [-1]),
        ("0.4914, 0.4822, 0.4465", [0.4914, 0.4822, 0.4465]),
        ("0.5,0.4,0.3", [0.5, 0.4, 0.3]),
        ("0,5; 0,4; 0,3", [0.5, 0.4, 0.3]),
        ("0 1 2", [0, 1, 2]),
        ("3.9e-3", [0.0039]),
    ],
)
def test_a_list_of_numbers_is_read_as_people_write_it(text: str, numbers: list[float]) -> None:
    values = {**defaults(), **START, "launch-dataset_options-mnist-mean": text}
    assert draft_of(values)["dataset_options"]["mean"] == numbers


def test_a_word_among_numbers_is_named() -> None:
    values = {**defaults(), **START, "launch-dataset_options-mnist-std": "0.5, much"}
    recipe, problems = checked(values)
    assert recipe is None
    assert [problem.pointer for problem in problems] == ["/dataset_options/std"]
