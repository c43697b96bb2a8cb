"""What a person should know of a run and would not see in its figures."""

from backend.contracts.catalog import DATASETS
from backend.contracts.figures import percent
from backend.contracts.recipes import Recipe
from backend.contracts.runs import RunFigures
from backend.contracts.stored_recipes import StoredRecipe

SUSPICIOUS = 0.7
"""Accuracy below which a brought network may not have been shown what it was trained on."""
FROM_CHANCE = 2
"""The same, in chances of a right guess: for few classes."""


def remark_on(recipe: Recipe | StoredRecipe, figures: RunFigures | None) -> str | None:
    """That a brought network is far from what its sender saw, perhaps; null for all others."""
    if isinstance(recipe, StoredRecipe) or recipe.entry.launchable:
        return None
    if figures is None or figures.accuracy is None:
        return None
    chance = 1 / len(DATASETS[recipe.dataset].classes)
    if figures.accuracy >= max(SUSPICIOUS, min(1, FROM_CHANCE * chance)):
        return None
    return (
        f"Right on {percent(figures.accuracy, 0)} of the test images; guessing is on "
        f"{percent(chance, 0)}. If it was better where it was trained: did it see another range "
        "of pixels or another normalisation (bring it again with its mean and std), or classes in "
        "another order?"
    )
