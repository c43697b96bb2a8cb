"""Warnings come with foolish choices, and with them alone."""

from typing import Any

import pytest

from backend.contracts.recipes import Recipe
from frontend.web.components.launch_fields import LAUNCHABLE
from frontend.web.components.launch_notes import notes_of, steps

START = {"run": "a" * 12}


def recipe(method: str = "single", **fields: Any) -> Recipe:
    return Recipe.model_validate({"dataset": "mnist", "network": "mlp", "method": method, **fields})


def few(images: int) -> dict[str, Any]:
    return {"dataset_options": {"training_examples": images}}


@pytest.mark.parametrize(
    ("foolish", "words"),
    [
        (recipe(training={"learning_rate": 5}), "learning rate of 5"),
        (recipe("swa", options={"learning_rate": 2}), "learning rate of 2"),
        (recipe(training={"precision": "bfloat16"}), "bfloat16"),
        (recipe(**few(100)), "One batch is larger than the 100 images"),
        (recipe("bezier", epochs=4), "Only 1\u202f876 steps"),
        (recipe("line", network="cnn", epochs=1), "above all convolutional ones"),
        (recipe("two_lines", epochs=10, options={"budget": 0.1}), "Only 469 steps"),
        (recipe("swag", options={"budget": 0.1}), "A budget of 0.1 trainings is 141 steps"),
        (recipe("deep_ensemble", options={"members": 2}), "1 degree of freedom"),
        (recipe("deep_ensemble", options={"members": 3}), "2 degrees of freedom"),
        (recipe(network_options={"norm": "batch"}), "Batch normalisation"),
        (recipe("snapshot", options={"cycles": 2, "keep": 3}), "2 networks are kept and not 3"),
        (recipe("snapshot", training={"schedule": "constant"}), "falls to nothing in every cycle"),
        (recipe(epochs=3, training={"warmup_epochs": 3}), "rises for 3 epochs"),
        (recipe(network="cnn", epochs=40), "hours on a CPU"),
        (recipe(epochs=500), "30 million images"),
        (recipe("deep_ensemble", epochs=100, options={"members": 5}), "30 million images"),
    ],
)
def test_a_foolish_choice_is_warned_of(foolish: Recipe, words: str) -> None:
    (note,) = notes_of(foolish)
    assert words in note


@pytest.mark.parametrize(
    "sensible",
    [
        recipe(),
        recipe("bezier", epochs=5),
        recipe("line", epochs=1, options={"start_from": START}),
        recipe("swag", options={"budget": 0.1, "start_from": START}),
        recipe("deep_ensemble"),
        recipe(network="cnn", epochs=10),
    ],
)
def test_a_sensible_choice_is_left_alone(sensible: Recipe) -> None:
    assert notes_of(sensible) == []


def test_steps_are_batches_of_one_part() -> None:
    assert steps(recipe(epochs=2)) == 2 * 469
    assert steps(recipe("line", epochs=2, options={"budget": 0.5})) == 469
    assert steps(recipe(epochs=1, **few(129))) == 2


def test_every_method_at_its_defaults_can_be_judged() -> None:
    for method in set(LAUNCHABLE) - {"curve_between"}:
        assert notes_of(recipe(method, epochs=5)) == [], method
