"""What chosen networks of a run took to train: plain ones a training each, the others the whole."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from backend.contracts.predictions import Point
from backend.contracts.recipes import Recipe
from backend.services.vertices import vertex_count

NOTHING = 1e-9
"""Coefficients below it take no part in a network."""


@dataclass(frozen=True)
class Part:
    """A stretch of the training, in plain trainings of the procedure, and all that rests on it."""

    serves: Collection[int]
    """Vertices that there are only because of it."""
    trainings: float


def cost_of(recipe: Recipe, points: Iterable[Point] | None, whole: float) -> float:
    """Trainings that the networks at some points took.

    Args:
        recipe: Of their run.
        points: Places of the family; none means networks drawn from all of it.
        whole: What the run took, as it was counted.
    """
    parts = _PARTS.get(recipe.method, _no_parts)(recipe)
    used = range(vertex_count(recipe)) if points is None else _used(recipe, points)
    needed = [part.trainings for part in parts if set(part.serves) & set(used)]
    return whole if len(needed) == len(parts) else sum(needed)


def _used(recipe: Recipe, points: Iterable[Point]) -> set[int]:
    """Vertices that the networks are made of; those of a place between are all."""
    count = vertex_count(recipe)
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


def _no_parts(_: Recipe) -> list[Part]:
    return []


def _members(recipe: Recipe) -> list[Part]:
    return [Part((member,), 1.0) for member in range(recipe.options["members"])]


def _between(recipe: Recipe) -> list[Part]:
    """Two networks that were there, and the curve."""
    last = vertex_count(recipe) - 1
    inner = range(1, last)
    ends = [Part({0, *inner}, 1.0), Part({last, *inner}, 1.0)]
    return [*ends, Part(inner, recipe.options["budget"])]


def _from_network(recipe: Recipe) -> list[Part]:
    """A line from a network that was there."""
    if not recipe.starts:
        return []
    return [Part((0, 1), 1.0), Part((1,), recipe.options["budget"])]


def _joined(recipe: Recipe) -> list[Part]:
    """Networks, and the points that all of them share."""
    count = vertex_count(recipe)
    modes = count - int(recipe.options["connectors"])
    shared = range(modes, count)
    plain = [Part({mode, *shared}, 1.0) for mode in range(modes)]
    return [*plain, Part(shared, recipe.options["budget"])]


def _grown(recipe: Recipe) -> list[Part]:
    """Networks, each with a simplex of its own; they take turns at growing."""
    count, modes = vertex_count(recipe), int(recipe.options["modes"])
    growth = recipe.options["budget"] / modes
    plain = [Part(range(mode, count, modes), 1.0) for mode in range(modes)]
    return [*plain, *(Part(range(modes + mode, count, modes), growth) for mode in range(modes))]


def _two_lines(recipe: Recipe) -> list[Part]:
    return [Part((first, first + 1), recipe.options["budget"]) for first in (0, 2)]


def _clouds(recipe: Recipe) -> list[Part]:
    """One training each; copies have one independent deviation fewer than there are of them."""
    options = recipe.options
    each = 1 + min(int(options["rank"]), int(options["copies"]) - 1)
    starts = range(0, each * int(options["modes"]), each)
    return [Part(range(start, start + each), options["budget"]) for start in starts]


_PARTS: dict[str, Callable[[Recipe], list[Part]]] = {
    "deep_ensemble": _members,
    "curve_between": _between,
    "line": _from_network,
    "spro": _joined,
    "espro": _grown,
    "two_lines": _two_lines,
    "multi_swag": _clouds,
}
"""Methods that train in parts; all others give every network for the price of the whole."""
