"""The methods of the catalog: a dictionary from name to plan."""

from collections.abc import Callable

from backend.contracts.recipes import Recipe
from worker.training import bezier, curve_between, deep_ensemble, imported, line, simplex, single
from worker.training.plan import Plan

METHODS: dict[str, Callable[[Recipe], Plan]] = {
    "single": single.plan,
    "deep_ensemble": deep_ensemble.plan,
    "imported": imported.plan,
    "curve_between": curve_between.plan,
    "line": line.plan,
    "bezier": bezier.plan,
    "simplex": simplex.plan,
}
