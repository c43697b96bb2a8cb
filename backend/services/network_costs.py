"""What chosen networks of a run took to train: plain ones a training each, the others the whole."""

from collections.abc import Iterable

from backend.contracts.predictions import Point
from backend.contracts.recipes import Recipe

NOTHING = 1e-9
"""Coefficients below it take no part in a network."""


def cost_of(recipe: Recipe, points: Iterable[Point] | None, whole: float) -> float:
    """Trainings that the networks at some points took.

    Args:
        recipe: Of their run.
        points: Places of the family; none means networks drawn from all of it.
        whole: What the run took, as it was counted.
    """
    options = recipe.entry.options.model_validate(recipe.options)
    parts = options.stretches(recipe.vertex_count)
    used = range(recipe.vertex_count) if points is None else _used(recipe, points)
    needed = [part.trainings for part in parts if set(part.serves) & set(used)]
    return whole if len(needed) == len(parts) else sum(needed)


def _used(recipe: Recipe, points: Iterable[Point]) -> set[int]:
    """Vertices that the networks are made of; those of a place between are all."""
    count = recipe.vertex_count
    ends = {0.0: 0, 1.0: count - 1}
    used: set[int] = set()
    for point in points:
        if point.member is not None:
            used.add(point.member)
        elif point.coefficients is not None:
            used |= {i for i, a in enumerate(point.coefficients) if abs(a) > NOTHING}
        else:
            used |= {ends[point.t]} if point.t in ends else set(range(count))
    return used
