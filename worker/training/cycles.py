"""Stages that go on where the one before has ended."""

from typing import Any

from torch import Tensor

from backend.contracts.recipes import Recipe
from worker.training.plain import plain_stage
from worker.training.plan import Stage, Start


def follow(start: Start) -> Tensor:
    """The weights that the stage before has ended with."""
    return start.last


def from_trained(start: Start) -> Tensor:
    """The one trained network that the recipe names (1, n_parameters)."""
    return start.end_points[:1]


def starts_trained(recipe: Recipe) -> bool:
    return recipe.options.get("start_from") is not None


def opening(recipe: Recipe, *, epochs: float, stream: int = 0, **more: Any) -> Stage:
    """The first stage: from the recipe's trained network, or from first weights.

    Args:
        recipe: That may name a network to start from.
        epochs: Length.
        stream: Of the randomness.
        more: Fields of the stage that differ.
    """
    own = {"vertices": from_trained} if starts_trained(recipe) else {}
    return plain_stage(recipe, stream, None, epochs=epochs, **own | more)
