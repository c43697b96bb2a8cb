"""Who is signed in, and the tokens clients sign in with."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.contracts.base import Contract
from backend.contracts.reading import Kept
from backend.contracts.runs import ShortText

RoleName = Literal["viewer", "editor", "admin"]


class Trouble(Contract):
    """Why the workers of a queue do nothing."""

    queue: str
    sentence: str
    """What is wrong, and what to do about it."""
    since: datetime


class Status(Contract):
    user: str
    role: Kept[RoleName]
    running: int
    """Trainings that run now."""
    queued: int
    maps: int = 0
    """Not done yet, whether a worker is at them or not; as are the evaluations."""
    evaluations: int = 0
    version: str
    troubles: list[Trouble] = []
    """Of workers that cannot work; none while all is well."""


class TokenRequest(Contract):
    label: ShortText = ""
    """What the token is for, in the user's own words."""
    days: Annotated[int, Field(ge=1, le=3650, strict=True)] = 365
    """How long it is valid."""


class Token(Contract):
    id: str
    label: str
    created_at: datetime
    expires_at: datetime | None


class NewToken(Contract):
    id: str
    token: str
    """The secret; it is shown this once and stored hashed."""
