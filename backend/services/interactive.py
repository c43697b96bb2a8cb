"""Asks the interactive worker and waits for its answer, which comes through Redis."""

import asyncio
import secrets
import time
from collections.abc import Mapping
from typing import Any, TypeVar

from backend.contracts.questions import Question, Reply
from backend.contracts.tasks import ANSWER_SECONDS, AT_WORK, QUEUE_INTERACTIVE, TASK_QUESTION
from backend.queue import Queue, QueueUnavailable
from backend.services.errors import Conflict, Invalid, NotFound, Refusal, Unavailable, Working

Answer = TypeVar("Answer")
AnyQuestion = TypeVar("AnyQuestion", bound=Question)
AnyReply = TypeVar("AnyReply", bound=Reply)


class Busy(Unavailable):
    """A worker is there, but has not come to this."""

    def __init__(self, seconds: float) -> None:
        detail = f"the interactive worker was busy for {seconds:g} s; ask again"
        super().__init__(detail, retry_after=2)


class Interactive:
    """Sends questions of every kind."""

    def __init__(self, queue: Queue, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._queue = queue
        self._answer_seconds = answer_seconds

    async def ask(self, question: Question, kind: type[AnyReply]) -> AnyReply:
        """The reply to a question, whatever it says.

        Raises:
            Working: The worker is at work and has not come to this question.
            Unavailable: There is no sign of a worker.
        """
        message, seconds = question.model_dump(mode="json"), self._answer_seconds
        await asyncio.to_thread(send, self._queue, TASK_QUESTION, message, seconds)
        try:
            content = await answer(self._queue, question.reply_key, seconds)
        except Busy as busy:  # whatever it has begun is kept: the same question comes further
            raise Working(busy.detail, None) from busy
        return await asyncio.to_thread(kind.model_validate_json, content)


def question(kind: type[AnyQuestion], **fields: Any) -> AnyQuestion:
    """One that is asked now, with a reply list of its own."""
    own = {"reply_key": new_reply_key(), "sent_at": time.time()}
    return kind.model_validate(fields | own)


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
        raise Working(detail, reply.progress)
    raise {404: NotFound, 409: Conflict}.get(reply.status, Refusal)(detail)


async def answer(queue: Queue, reply_key: str, seconds: float) -> bytes | str:
    """What the worker pushed, or a refusal that says why there is nothing."""
    try:
        found = await queue.reply(reply_key, seconds)
        at_work = found is None and await queue.is_set(AT_WORK)
    except QueueUnavailable as error:
        raise Unavailable(f"{error}; try again", retry_after=2) from error
    if found is not None:
        return found
    if at_work:
        raise Busy(seconds)
    raise Unavailable(
        f"no interactive worker answered within {seconds:g} s; it is starting, or none runs: "
        "try again",
        retry_after=2,
    )
