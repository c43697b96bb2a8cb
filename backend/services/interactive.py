"""Asks the interactive worker and waits for its answer, which comes through Redis."""

import secrets
from collections.abc import Mapping
from typing import Any, TypeVar

from backend.contracts.questions import Reply
from backend.contracts.tasks import QUEUE_INTERACTIVE
from backend.queue import Queue, QueueUnavailable
from backend.services.errors import Conflict, Invalid, NotFound, Refusal, Unavailable, Working

Answer = TypeVar("Answer")


def new_reply_key() -> str:
    """A Redis list that one answer is pushed to."""
    return f"paysage:reply:{secrets.token_hex(8)}"


def send(queue: Queue, task: str, message: Mapping[str, Any], seconds: float) -> None:
    """Send a message that is worth nothing after so many seconds."""
    try:
        queue.send(QUEUE_INTERACTIVE, task, message, expires=seconds)
    except QueueUnavailable as error:
        raise Unavailable(f"{error}; try again", retry_after=2) from error


def answered(answer: Answer | None, reply: Reply) -> Answer:
    """What the reply holds.

    Raises:
        Refusal: As the worker says why there is nothing.
    """
    if answer is not None:
        return answer
    detail = reply.detail or "the interactive worker gave no reason"
    if reply.status == 422:
        raise Invalid.field(reply.pointer or "", detail)
    if reply.status == 202:
        raise Working(detail)
    raise {404: NotFound, 409: Conflict}.get(reply.status, Refusal)(detail)


async def answer(queue: Queue, reply_key: str, seconds: float) -> bytes | str:
    """What the worker pushed, or a refusal that says why there is nothing."""
    try:
        found = await queue.reply(reply_key, seconds)
    except QueueUnavailable as error:
        raise Unavailable(f"{error}; try again", retry_after=2) from error
    if found is None:
        raise Unavailable(
            f"the interactive worker did not answer within {seconds:g} s; "
            "it is busy or starting, try again",
            retry_after=2,
        )
    return found
