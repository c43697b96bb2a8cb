"""What would fail later is known from the recipe."""

from typing import Any

import pytest

from backend.contracts.catalog import DATASETS
from backend.contracts.feasibility import obstacles
from backend.contracts.recipes import Recipe


def found(**fields: Any) -> dict[str, str]:
    plain = {"dataset": "mnist", "network": "mlp", "method": "single"}
    return dict(obstacles(Recipe.model_validate(plain | fields)))


@pytest.mark.parametrize("method", ["single", "deep_ensemble", "line", "swag", "mc_dropout"])
def test_plain_recipes_are_feasible(method: str) -> None:
    assert found(method=method) == {}


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        (
            {"method": "laplace_last_layer", "options": {"prior_precision": 1e-300}},
            "/options/prior_precision",
        ),
        ({"training": {"learning_rate": 1e-39}}, "/training/learning_rate"),
        ({"training": {"weight_decay": 5e-324}}, "/training/weight_decay"),
        ({"training": {"momentum": 1 - 1e-12}}, "/training/momentum"),
        ({"method": "mc_dropout", "options": {"rate": 1e-60}}, "/options/rate"),
        ({"method": "fge", "options": {"learning_rate": 1e-46}}, "/options/learning_rate"),
    ],
)
def test_numbers_that_float32_does_not_hold(fields: dict[str, Any], pointer: str) -> None:
    assert list(found(**fields)) == [pointer]


def test_numbers_that_float32_holds() -> None:
    assert found(training={"learning_rate": 1.2e-38, "momentum": 0.9999, "weight_decay": 0}) == {}


@pytest.mark.parametrize(
    ("images", "size", "other"), [(129, 64, "65"), (129, 128, "129"), (4097, 4096, "4095")]
)
def test_a_lone_image_and_batch_normalisation(images: int, size: int, other: str) -> None:
    fields = {
        "network_options": {"norm": "batch"},
        "dataset_options": {"training_examples": images},
        "training": {"batch_size": size},
    }
    said = found(**fields)
    assert list(said) == ["/training/batch_size"]
    assert f"take batches of {other}, say" in said["/training/batch_size"]
    fields["training"] = {"batch_size": int(other)}
    assert found(**fields) == {}
    assert found(**fields | {"training": {"batch_size": size}, "network_options": {}}) == {}


def test_one_training_image_needs_company() -> None:
    said = found(network_options={"norm": "batch"}, dataset_options={"training_examples": 1})
    assert "take more training images" in said["/training/batch_size"]


@pytest.mark.parametrize(
    ("dataset", "options", "pointer"),
    [
        ("mnist", {"mean": [0.5, 0.5]}, "/dataset_options/mean"),
        ("cifar10", {"std": [0.5, 0.5]}, "/dataset_options/std"),
        ("mnist", {"std": [0]}, "/dataset_options/std"),
        ("mnist", {"std": [1e-7]}, "/dataset_options/std"),
        ("mnist", {"mean": [1e7]}, "/dataset_options/mean"),
    ],
)
def test_a_scale_that_no_image_fits(dataset: str, options: Any, pointer: str) -> None:
    assert list(found(dataset=dataset, dataset_options=options)) == [pointer]


def test_a_scale_of_ones_own() -> None:
    assert found(dataset_options={"mean": [1], "std": [-1]}) == {}
    assert found(dataset="cifar10", dataset_options={"mean": [0.5], "std": [0.2, 0.2, 0.3]}) == {}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> str:
    """A registered data set of 8 x 8 pixels."""
    entry = DATASETS["mnist"].model_copy(
        update={"name": "stripes", "title": "Stripes", "shape": (1, 8, 8), "training_examples": 400}
    )
    monkeypatch.setattr(DATASETS, "_all", {**DATASETS, "stripes": entry})
    return "stripes"


def test_images_too_small_for_a_network(small: str) -> None:
    said = found(dataset=small, network="cnn")
    assert list(said) == ["/network"]
    assert "CNN takes images from 12 x 12 pixels on, and Stripes has 8 x 8" in said["/network"]
    assert "MLP" in said["/network"]
    assert found(dataset=small, network="resnet20") == {}


def test_all_images_held_out(small: str) -> None:
    said = found(dataset=small, dataset_options={"validation": 400})
    assert list(said) == ["/dataset_options/validation"]
    assert found(dataset=small, dataset_options={"validation": 399}) == {}


@pytest.mark.parametrize(
    ("options", "plain", "pointers"),
    [
        ({}, 1e-6, []),
        ({"learning_rate": 0.1, "lowest_rate": 0.09}, 0.1, []),
        ({"learning_rate": 0.2}, 0.1, ["/options/learning_rate"]),
        ({"learning_rate": 0.01, "lowest_rate": 0.01}, 0.1, ["/options/lowest_rate"]),
        ({"lowest_rate": 0.05}, 0.1, ["/options/lowest_rate"]),
    ],
)
def test_cycles_that_contradict_the_plain_training(
    options: dict[str, float], plain: float, pointers: list[str]
) -> None:
    said = found(method="fge", options=options, training={"learning_rate": plain})
    assert list(said) == pointers
