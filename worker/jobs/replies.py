"""How the interactive worker replies: with an answer, or with why there is none."""

import time
from collections.abc import Callable
from typing import Any

from backend.contracts.questions import Question, Reply
from backend.contracts.stored_recipes import NotKnownHere
from backend.contracts.tasks import ANSWER_SECONDS
from worker.datasets.errors import DatasetUnavailable
from worker.jobs.process import LOG, Process
from worker.jobs.subspaces import NotTrained
from worker.networks.errors import NetworkRefused
from worker.prediction.kept import NotYet
from worker.prediction.refusal import RequestRefused

_UNUSABLE = (NotTrained, NotKnownHere, DatasetUnavailable, NetworkRefused)
"""A run that is there and cannot be asked."""


class Gone(Exception):
    """Something was deleted since the question was asked."""


def reply_to(
    question: Question, here: Process, kind: type[Reply], answer: Callable[[], Reply]
) -> None:
    """Reply on the question's own list, unless nobody waits for it any more.

    Args:
        question: That was asked.
        here: Who replies.
        kind: Of reply where the answer fails.
        answer: Gives the reply.
    """
    if time.time() - question.sent_at > ANSWER_SECONDS:
        return
    try:
        reply = answer()
    except Exception as error:
        reply = kind(**_why_none(error, question.run))
    here.reply(question.reply_key, reply.model_dump_json())


def _why_none(error: Exception, run_id: str) -> dict[str, Any]:
    """Status, sentence and pointer; what nobody expected is logged."""
    if isinstance(error, Gone):
        return {"status": 404, "detail": str(error)}
    if isinstance(error, _UNUSABLE):
        return {"status": 409, "detail": str(error)}
    if isinstance(error, NotYet):
        return {"status": 202, "detail": str(error)}
    if isinstance(error, RequestRefused):
        return {"status": 422, "detail": error.sentence, "pointer": error.pointer}
    LOG.error("an answer about run %s failed", run_id, exc_info=error)
    return {"status": 500, "detail": f"{type(error).__name__}: {error}"}
