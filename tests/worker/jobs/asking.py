"""Asks the interactive worker's questions in this process, as its clients do."""

import time
from typing import TypeVar

from backend.contracts.questions import Question, Reply
from worker.jobs import questions
from worker.jobs.process import Process

AnyReply = TypeVar("AnyReply", bound=Reply)


def one_turn(question: Question, here: Process, kind: type[AnyReply]) -> AnyReply:
    """The reply after one turn, which may be that more are needed."""
    question = question.model_copy(update={"sent_at": time.time()})
    questions.reply_to(question, here)
    return kind.model_validate_json(here.redis.lpop(question.reply_key) or b"")


def answered(question: Question, here: Process, kind: type[AnyReply]) -> AnyReply:
    """Asked again until it is answered."""
    while (reply := one_turn(question, here, kind)).status == 202:
        pass
    return reply
