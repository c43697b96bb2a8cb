"""What the interactive worker is asked and what it replies: messages without a row."""

from typing import Literal

from backend.contracts.base import Contract, Identifier


class AnswerProgress(Contract):
    """How much of a question is worked out; asked again, it goes on from there."""

    done: int
    total: int
    what: str
    """That is counted, in the plural: images."""

    @property
    def sentence(self) -> str:
        return f"{self.done:,} of {self.total:,} {self.what}"


class Question(Contract):
    """Carries a validated request; worth nothing once nobody waits for the reply."""

    kind: str
    """Names what is asked; the worker has one handler for each."""
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
    progress: AnswerProgress | None = None
    """Of a part."""
