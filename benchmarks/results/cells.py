"""What is trained for the table of methods: one recipe per cell, cheap ones first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from backend.contracts.catalog import METHODS as CATALOGUED
from backend.contracts.recipes import Recipe

ENSEMBLE = "deep_ensemble"
MEMBERS = 5
FIRST = ("single", ENSEMBLE, "curve_between", "snapshot")
"""What a network that is slow to train is repeated for, over seeds."""
METHODS = (
    *FIRST,
    "line",
    "bezier",
    "simplex",
    "swag",
    "mc_dropout",
    "two_lines",
    "spro",
    "espro",
    "chain",
    "swa",
    "multi_swag",
    "fge",
    "laplace_last_layer",
)
PLACEHOLDER = "0" * 12
"""Stands for the ensemble whose members a curve joins: here no run has an id."""


@dataclass(frozen=True)
class Study:
    """One data set and network, trained alike by every method."""

    dataset: str
    network: str
    epochs: int
    seeds: int
    """Of the methods in `FIRST`."""
    other_seeds: int
    samples: int
    """Networks drawn from a subspace to score it."""
    methods: tuple[str, ...] = METHODS
    training: tuple[tuple[str, Any], ...] = ()
    dataset_options: tuple[tuple[str, Any], ...] = ()
    network_options: tuple[tuple[str, Any], ...] = ()


STUDIES = (
    Study("mnist", "mlp", epochs=10, seeds=3, other_seeds=3, samples=32),
    Study(
        "mnist",
        "cnn",
        epochs=5,
        seeds=3,
        other_seeds=1,
        samples=10,
        training=(("learning_rate", 0.05),),
    ),
    Study(
        "cifar10",
        "cnn",
        epochs=12,
        seeds=1,
        other_seeds=1,
        samples=10,
        training=(("learning_rate", 0.05), ("warmup_epochs", 1.0)),
        dataset_options=(("training_examples", 10_000),),
    ),
    Study(
        "cifar10",
        "resnet20",
        epochs=12,
        seeds=1,
        other_seeds=1,
        samples=5,
        methods=("single",),
        training=(("warmup_epochs", 1.0),),
        dataset_options=(("training_examples", 10_000),),
    ),
)


@dataclass(frozen=True)
class Cell:
    recipe: Recipe
    samples: int

    @property
    def name(self) -> str:
        recipe = self.recipe
        words = (recipe.dataset, recipe.network, recipe.method, str(recipe.seed))
        revision = recipe.entry.revision
        revised = (f"r{revision}",) if revision > 1 else ()
        return "-".join((*words, recipe.recipe_hash()[:10], *revised))

    @property
    def ends(self) -> "Cell | None":
        """The ensemble whose first two members a curve joins."""
        if not self.recipe.options.get("end_points"):
            return None
        return Cell(_of_method(self.recipe, ENSEMBLE, {"members": MEMBERS}), self.samples)


def cells() -> Iterator[Cell]:
    for study in STUDIES:
        for seed in range(max(study.seeds, study.other_seeds)):
            for method in (m for m in study.methods if m in CATALOGUED):
                if seed < (study.seeds if method in FIRST else study.other_seeds):
                    yield Cell(_recipe(study, method, seed), study.samples)


def _recipe(study: Study, method: str, seed: int) -> Recipe:
    return Recipe(
        dataset=study.dataset,
        network=study.network,
        method=method,
        epochs=study.epochs,
        seed=seed,
        options=_options(method),
        training=dict(study.training),  # type: ignore[arg-type]
        dataset_options=dict(study.dataset_options),
        network_options=dict(study.network_options),
    )


def _options(method: str) -> dict[str, Any]:
    if method == ENSEMBLE:
        return {"members": MEMBERS}
    if method == "curve_between":
        return {"end_points": [{"run": PLACEHOLDER, "member": i} for i in range(2)]}
    return {}


def _of_method(recipe: Recipe, method: str, options: dict[str, Any]) -> Recipe:
    kept = recipe.model_dump(mode="json", exclude={"method", "options"})
    return Recipe(**kept, method=method, options=options)
