"""How many networks a recipe publishes."""

from collections.abc import Callable, Mapping
from typing import Any

from backend.contracts.recipes import Recipe


def _cloud(options: Mapping[str, Any]) -> int:
    """The centre and its deviations, at most: those of all copies from their own mean sum to
    nothing, so that one fewer is published, but runs are kept whose rounding left it in."""
    return 1 + min(int(options["rank"]), int(options["copies"]))


def _joined(options: Mapping[str, Any]) -> int:
    """The networks that are joined, and the points that they share."""
    modes = 1 if options["start_from"] else int(options["modes"])
    return modes + int(options["connectors"])


_COUNTED_BY: dict[str, str | int | Callable[[Mapping[str, Any]], int]] = {
    "single": 1,
    "imported": 1,
    "deep_ensemble": "members",
    "snapshot": lambda options: min(int(options["keep"]), int(options["cycles"])),
    "fge": "cycles",
    "swa": 1,
    "curve_between": "control_points",
    "line": 2,
    "bezier": "control_points",
    "chain": "vertices",
    "simplex": "vertices",
    "spro": _joined,
    "espro": lambda options: int(options["modes"]) * int(options["vertices"]),
    "two_lines": 4,
    "swag": _cloud,
    "multi_swag": lambda options: int(options["modes"]) * _cloud(options),
    "laplace_last_layer": 1,
    "mc_dropout": 1,
}
"""Method -> the number, the option that gives it, or what computes it from the options."""


def vertex_count(recipe: Recipe) -> int:
    """Members, control points or vertices of the published subspace; at most, where some grow."""
    count = _COUNTED_BY[recipe.method]
    if isinstance(count, str):
        return int(recipe.options[count])
    return count if isinstance(count, int) else count(recipe.options)
