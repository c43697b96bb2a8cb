"""What the interactive worker is asked and what it replies: messages without a row."""

from typing import Literal

from backend.contracts.base import Contract, Identifier


class Question(Contract):
    """Carries a validated request; worth nothing once nobody waits for the reply."""

    run: Identifier
    reply_key: str
    """Where the reply goes: a Redis list of its own."""
    sent_at: float
    """Unix time, seconds."""


class Reply(Contract):
    """An answer, or why there is none."""

    status: Literal[200, 202, 404, 409, 422, 500] = 200
    """As of HTTP; 202 where a part is done and the same question brings the rest."""
    detail: str | None = None
    pointer: str | None = None
    """JSON pointer of the field that was refused."""
