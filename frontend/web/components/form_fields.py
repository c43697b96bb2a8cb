"""What a form asks for, read from the JSON schema of an options model."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from math import floor, log10
from typing import Any

from backend.contracts.base import Contract
from backend.contracts.number_text import grouped

LARGE = 1e6


class Group(StrEnum):
    """The part of a recipe that a field belongs to."""

    RECIPE = "recipe"
    OPTIONS = "options"
    NETWORK_OPTIONS = "network_options"
    DATASET_OPTIONS = "dataset_options"
    TRAINING = "training"


class Kind(StrEnum):
    WHOLE = "whole"
    NUMBER = "number"
    CHOICE = "choice"
    SWITCH = "switch"
    NUMBERS = "numbers"
    """One number, or several with commas between."""
    NETWORK = "network"
    """A trained network: a run and a member of it."""


ONE_NUMBER = (Kind.WHOLE, Kind.NUMBER)


@dataclass(frozen=True, kw_only=True)
class Field:
    group: Group
    owner: str
    """Method, network or data set that has this option; empty where every recipe has it."""
    name: str
    kind: Kind
    sentence: str
    default: Any
    minimum: float | None = None
    maximum: float | None = None
    above: float | None = None
    """Excluded lower end of the range."""
    below: float | None = None
    """Excluded upper end of the range."""
    unit: str | None = None
    choices: tuple[str, ...] = ()
    position: int | None = None
    """Place in a list that takes several fields to fill in."""
    optional: bool = False
    """Whether a network may be left out."""

    @property
    def id(self) -> str:
        words = ("launch", self.group, self.owner, self.name, self.position)
        return "-".join(str(word) for word in words if word not in ("", None))

    @property
    def pointer(self) -> str:
        """JSON pointer into a recipe."""
        words = ("" if self.group is Group.RECIPE else self.group, self.name, self.position)
        return "".join(f"/{word}" for word in words if word not in ("", None))

    @property
    def title(self) -> str:
        if self.kind is Kind.NETWORK:
            return "Start from" if self.position is None else _ENDS[self.position]
        return self.name.replace("_", " ").capitalize()

    @property
    def range(self) -> str:
        """The range in words; an upper end that nobody reaches is left out."""
        low = _words(self.minimum) if self.above is None else f"above {_words(self.above)}"
        end = self.maximum if self.below is None else self.below
        if end is None or end > LARGE:
            return low if self.above is not None or not low else f"from {low}"
        return f"{low} to {'' if self.below is None else 'below '}{_words(end)}"

    @property
    def step(self) -> float:
        """What an arrow key adds: a tenth of the default's power of ten, or of the largest."""
        if self.kind not in ONE_NUMBER:
            raise ValueError(f"expected a number to have a step; {self.name} is a {self.kind}")
        scale = self.default or (self.maximum if self.unit else 1)
        step: float = 10.0 ** (floor(log10(abs(scale or 1))) - 1)
        return max(1, round(step)) if self.kind is Kind.WHOLE else step


_ENDS = ("First network", "Second network")


def _words(number: float | None) -> str:
    return "" if number is None else grouped(number)


def fields_of(
    model: type[Contract], group: Group, owner: str = "", only: Collection[str] | None = None
) -> list[Field]:
    """One field per option of a model, in its order; a list of two networks gives two fields.

    Args:
        model: The options of an entry of the catalog, or a part of a recipe.
        group: Where the options stand in a recipe.
        owner: Name of the entry.
        only: Names of the options to take; all by default.

    Raises:
        TypeError: If no component shows an option of this type.
    """
    properties = model.model_json_schema()["properties"]
    return [
        field
        for name, schema in properties.items()
        if only is None or name in only
        for field in _fields(name, schema, group=group, owner=owner)
    ]


def _fields(name: str, schema: dict[str, Any], *, group: Group, owner: str) -> list[Field]:
    kind = _kind(name, schema)
    positions = range(schema["minItems"]) if "minItems" in schema else [None]
    return [
        Field(
            group=group,
            owner=owner,
            name=name,
            kind=kind,
            sentence=schema.get("description", ""),
            default=schema.get("default"),
            minimum=schema.get("minimum"),
            maximum=schema.get("maximum"),
            above=schema.get("exclusiveMinimum"),
            below=schema.get("exclusiveMaximum"),
            unit=schema.get("unit"),
            choices=tuple(schema.get("enum", ())),
            position=position,
            optional="anyOf" in schema,
        )
        for position in positions
    ]


_NUMBER = {"type": "number"}
_END_POINT = {"$ref": "#/$defs/EndPoint"}
_KINDS = {"integer": Kind.WHOLE, "number": Kind.NUMBER, "boolean": Kind.SWITCH}


def _kind(name: str, schema: dict[str, Any]) -> Kind:
    if "enum" in schema:
        return Kind.CHOICE
    if any(part.get("items") == _NUMBER for part in schema.get("anyOf", ())):
        return Kind.NUMBERS
    if _END_POINT in (schema.get("items"), *schema.get("anyOf", ())):
        return Kind.NETWORK
    if schema.get("type") not in _KINDS:
        raise TypeError(
            f"expected a number, a choice, a switch or a list of networks for {name!r}; "
            f"got {schema}; add a component for it in the launch form"
        )
    return _KINDS[schema["type"]]
