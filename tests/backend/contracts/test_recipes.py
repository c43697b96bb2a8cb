"""What a recipe is, and which recipes are retrainings of each other."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from backend.contracts.recipes import Recipe
from tests.backend.trainings import joining, recipe

ID = "0123456789ab"


def test_defaults_are_filled_in_from_the_catalog() -> None:
    made = Recipe.model_validate(recipe("simplex"))
    assert made.options["vertices"] == 3
    assert made.network_options == {"width": 256, "depth": 2, "norm": "none"}
    assert made.training.learning_rate == 0.1


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"method": "nonsense"}, ("method",)),
        ({"dataset": "imagenet"}, ("dataset",)),
        ({"network": "transformer"}, ("network",)),
        ({"epochs": 0}, ("epochs",)),
        ({"epochs": True}, ("epochs",)),
        ({"epochs": 10**20}, ("epochs",)),
        ({"seed": -1}, ("seed",)),
        ({"surprise": 1}, ("surprise",)),
        ({"options": {"budget": math.nan}}, ("options", "budget")),
        ({"options": {"budget": math.inf}}, ("options", "budget")),
        ({"options": {"vertices": 9}}, ("options", "vertices")),
        ({"network_options": {"width": 0}}, ("network_options", "width")),
        ({"training": {"batch_size": 4}}, ("training", "batch_size")),
    ],
)
def test_refusals_name_the_field(change: dict[str, object], place: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError) as refused:
        Recipe.model_validate(recipe("simplex") | change)
    assert refused.value.errors()[0]["loc"] == place


def test_unknown_method_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValidationError, match="known are single, swa, line"):
        Recipe.model_validate(recipe("nonsense"))


@given(seed=st.integers(0, 2**31 - 1), members=st.integers(2, 64))
def test_seed_and_method_do_not_change_the_procedure(seed: int, members: int) -> None:
    ensemble = recipe("deep_ensemble", seed=seed, options={"members": members})
    plain = Recipe.model_validate(recipe("single"))
    assert Recipe.model_validate(ensemble).procedure_hash() == plain.procedure_hash()


@pytest.mark.parametrize(
    "change",
    [{"epochs": 4}, {"network": "cnn"}, {"training": {"learning_rate": 0.2}}],
)
def test_what_belongs_to_the_procedure_changes_its_hash(change: dict[str, object]) -> None:
    other = Recipe.model_validate(recipe("single") | change)
    assert other.procedure_hash() != Recipe.model_validate(recipe("single")).procedure_hash()


def test_recipe_survives_json() -> None:
    made = Recipe.model_validate(recipe("line", seed=7))
    again = Recipe.model_validate_json(made.model_dump_json())
    assert again == made
    assert again.recipe_hash() == made.recipe_hash()


def test_curve_needs_each_run_once() -> None:
    made = Recipe.model_validate(joining((ID, 0), (ID, 1)))
    assert made.needs == [ID]


def test_the_usual_scale_of_pixels_stays_unsaid() -> None:
    plain = Recipe.model_validate({"dataset": "mnist", "network": "mlp", "method": "single"})
    assert set(plain.dataset_options) == {"training_examples", "validation", "augment"}
    assert plain.scale == {}
    other = Recipe.model_validate(plain.model_dump() | {"dataset_options": {"mean": [0.5]}})
    assert other.scale == {"mean": [0.5]}
    assert other.procedure_hash() != plain.procedure_hash()
