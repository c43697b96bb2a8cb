"""Which network stood for a family, where a record says it in a former way."""

from typing import Any

from pydantic import model_validator

from backend.contracts.base import Contract
from backend.contracts.families import Family, Representative
from backend.contracts.methods import METHODS

FORMER = Representative(
    kind="coefficient_mean", words="mean of the control points (former definition)"
)


def representative(family: Family, parts: int = 1) -> Representative | None:
    """Who stands for a family; null for separate networks, which stand for themselves.

    Args:
        family: Of the method.
        parts: Simplexes or clouds that it has.
    """
    entry = family.entry
    return (entry.first if parts > 1 else None) or entry.representative


def formerly(method: str) -> Representative | None:
    """Who stood for its family where that is not written down: E[a], which bends leave aside.

    Null also for a method that this version does not know.
    """
    entry = METHODS.get(method)
    if entry is None:
        return None
    return FORMER if entry.bent else representative(entry.family)


class Represented(Contract):
    """Holds a field `representative`, which was stored as `centroid` formerly."""

    @model_validator(mode="before")
    @classmethod
    def _renamed(cls, values: Any) -> Any:
        if isinstance(values, dict) and "centroid" in values:
            others = {name: value for name, value in values.items() if name != "centroid"}
            return {"representative": values["centroid"], **others}
        return values
