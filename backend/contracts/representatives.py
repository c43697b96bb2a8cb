"""The one network that stands for a whole family, by a name that stays and in words."""

from typing import Any, Literal

from pydantic import model_validator

from backend.contracts.base import Contract
from backend.contracts.methods import METHODS, Family
from backend.contracts.reading import Kept


class Representative(Contract):
    kind: Kept[Literal["middle", "centroid", "centre", "whole_network", "coefficient_mean"]]
    """The last one is a former definition: of a curve it was the mean of the control points, which
    need not lie on it."""
    words: str


MIDDLE = Representative(kind="middle", words="network at t = 0.5")
FORMER = Representative(
    kind="coefficient_mean", words="mean of the control points (former definition)"
)

BENT = ("bezier", "chain")
"""Geometries that the mean of their coefficients need not lie on."""


def representative(family: Family, parts: int = 1) -> Representative | None:
    """Who stands for a family; null for separate networks, which stand for themselves.

    Args:
        family: Of the method.
        parts: Simplexes or clouds that it has.
    """
    several = parts > 1
    return {
        Family.MEMBERS: None,
        Family.CURVE: MIDDLE,
        Family.SIMPLEX: Representative(kind="centroid", words="centroid"),
        Family.COMPLEX: Representative(
            kind="centroid", words="centroid of the first simplex" if several else "centroid"
        ),
        Family.GAUSSIAN: Representative(
            kind="centre", words=f"centre of the {'first ' if several else ''}cloud"
        ),
        Family.DROPOUT: Representative(kind="whole_network", words="network with nothing left out"),
    }[family]


def formerly(method: str) -> Representative | None:
    """Who stood for its family where that is not written down: E[a], which bends leave aside.

    Null also for a method that this version does not know.
    """
    entry = METHODS.get(method)
    if entry is None:
        return None
    return FORMER if entry.geometry in BENT else representative(entry.family)


class Represented(Contract):
    """Holds a field `representative`, which was stored as `centroid` formerly."""

    @model_validator(mode="before")
    @classmethod
    def _renamed(cls, values: Any) -> Any:
        if isinstance(values, dict) and "centroid" in values:
            others = {name: value for name, value in values.items() if name != "centroid"}
            return {"representative": values["centroid"], **others}
        return values
