"""All that anybody else needs to know of a method."""

from collections.abc import Collection, Mapping
from typing import Any, Literal, NamedTuple

from pydantic import SerializeAsAny, model_validator

from backend.contracts.base import Contract
from backend.contracts.entries import Entry
from backend.contracts.families import Family

GeometryName = Literal[
    "members", "line", "bezier", "chain", "simplex", "complex", "gaussian", "dropout"
]
Group = Literal[
    "One network",
    "One training: lines, curves and simplexes",
    "One training: snapshots and clouds",
    "Several trainings in one run",
    "Between trained networks",
]


class Stretch(NamedTuple):
    """A part of the training, in plain trainings of the procedure, and all that rests on it."""

    serves: Collection[int]
    """Vertices that there are only because of it."""
    trainings: float


class MethodOptions(Contract):
    """What can be chosen; nothing by default."""

    def stretches(self, vertices: int) -> list[Stretch]:  # noqa: ARG002
        """Of the training of so many vertices; none where each costs as much as all."""
        return []


class Count(Contract):
    """A number of a recipe: (the least of some + `plus`) * `times`; options by their names."""

    least: tuple[str | int, ...] = (1,)
    started: int | None = None
    """Instead of the least, where the run starts from a trained network."""
    plus: str | int = 0
    times: str | int = 1

    def of(self, options: Mapping[str, Any]) -> int:
        def value(what: str | int) -> int:
            return int(options[what]) if isinstance(what, str) else what

        starts = self.started is not None and options["start_from"]
        first = self.started if starts else min(map(value, self.least))
        return ((first or 0) + value(self.plus)) * value(self.times)


def count(*least: str | int, **others: Any) -> Count:
    return Count(least=least, **others)


class MethodEntry(Entry):
    options: SerializeAsAny[type[MethodOptions]] = MethodOptions
    family: Family
    geometry: GeometryName
    paper: str = "-"
    group: Group | None = None
    """On the form; null where a recipe alone does not start it, as an imported network needs its
    file. Methods of a group stand in the order of the catalog."""
    noun: str = ""
    """What its networks are called as a whole: "the curve"; that of its family by default."""
    networks: str = ""
    """The same of several of them: "17 of 32 networks on the curve"."""
    published: Count = count(1)
    """Networks that it publishes; at most, where the family says so."""
    budgets: Count = count(1)
    """Times that it spends its budget: once for each independent part."""
    before: Count = count(0)
    """Plain networks that it trains besides, for itself."""
    starts: tuple[str, ...] = ()
    """Options that name networks of other runs."""
    plain: tuple[int, ...] = ()
    """Vertices that are plain networks of the procedure, from the front or (negative) the back."""
    alone: bool = False
    """Whether it publishes one network, which cannot disagree with itself."""
    independent: bool = False
    """Whether its members are retrainings of each other: nothing shared but the procedure."""
    compared: bool = True
    """Whether there is a spread that retrainings can be held against."""
    joint: bool = False
    """Whether its vertices are trained together from scratch, and lag behind in few steps."""
    bent: bool = False
    """Whether the mean of its coefficients need not lie on it."""
    if_constant: str = ""
    """What a person should know where the learning rate is constant."""
    revision: int = 1
    """Counts up when a recipe trains otherwise than before: older measurements are out of date."""
    launchable: bool = True
    """Whether a recipe alone starts it."""

    @model_validator(mode="before")
    @classmethod
    def _by_family(cls, values: dict[str, Any]) -> dict[str, Any]:
        family = Family(values["family"]).entry
        fields = values.get("options", MethodOptions).model_fields
        starts = tuple(name for name in ("start_from", "end_points") if name in fields)
        return {
            "noun": family.noun,
            "networks": family.networks,
            "starts": starts,
            "launchable": values.get("group") is not None,
            **values,
        }
