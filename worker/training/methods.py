"""The methods of the catalog: a dictionary from name to plan."""

from collections.abc import Callable

from backend.contracts.recipes import Recipe
from worker.training import (
    bezier,
    chain,
    curve_between,
    deep_ensemble,
    espro,
    fge,
    imported,
    laplace_last_layer,
    line,
    mc_dropout,
    multi_swag,
    simplex,
    single,
    snapshot,
    spro,
    swa,
    swag,
    two_lines,
)
from worker.training.plan import Plan

METHODS: dict[str, Callable[[Recipe], Plan]] = {
    "single": single.plan,
    "deep_ensemble": deep_ensemble.plan,
    "imported": imported.plan,
    "curve_between": curve_between.plan,
    "line": line.plan,
    "bezier": bezier.plan,
    "simplex": simplex.plan,
    "chain": chain.plan,
    "spro": spro.plan,
    "espro": espro.plan,
    "two_lines": two_lines.plan,
    "snapshot": snapshot.plan,
    "fge": fge.plan,
    "swa": swa.plan,
    "swag": swag.plan,
    "multi_swag": multi_swag.plan,
    "laplace_last_layer": laplace_last_layer.plan,
    "mc_dropout": mc_dropout.plan,
}
