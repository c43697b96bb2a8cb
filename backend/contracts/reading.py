"""How records are read, whichever version wrote them.

A request is checked as strictly as its contract says. A record, in the database, in a file or in
an answer of a service that is older or newer than its client, is read for what is known of it: a
field that this version does not have is left out, and a name that it does not have stays a name.
"""

from enum import StrEnum
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, SerializeAsAny, SkipValidation, TypeAdapter

Record = TypeVar("Record", bound=BaseModel)
Choice = TypeVar("Choice")
Kept = Annotated[Choice, SkipValidation(), SerializeAsAny()]
"""Of a record: one of these words, or one that another version wrote."""


class Named(StrEnum):
    """Names in records; one that another version wrote is kept as it is, and is none of ours."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_ = unknown._value_ = value
        return unknown

    @property
    def is_ours(self) -> bool:
        return self in type(self).__members__.values()


def read(kind: type[Record], written: Any) -> Record:
    """The record.

    Args:
        kind: Of record.
        written: JSON as text or bytes, or what it holds.
    """
    if isinstance(written, str | bytes):
        return kind.model_validate_json(written, extra="ignore")
    return kind.model_validate(written, extra="ignore")


def read_list(kind: type[Record], written: str | bytes) -> list[Record]:
    """Records in a JSON list."""
    return TypeAdapter(list[kind]).validate_json(written, extra="ignore")  # type: ignore[valid-type]
