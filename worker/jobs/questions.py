"""The questions that the interactive worker is asked: from their kind to who answers them."""

import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from backend.contracts.disagreement import DisagreementReply, DisagreementTask
from backend.contracts.ensembles import EnsembleReply, EnsembleTask
from backend.contracts.predictions import PredictionReply, PredictionTask
from backend.contracts.questions import Question, Reply
from backend.contracts.solutions import SolutionsReply, SolutionsTask
from backend.contracts.tasks import ANSWER_SECONDS
from worker.jobs.disagreement import disagreement
from worker.jobs.ensembles import ensemble
from worker.jobs.predict import prediction
from worker.jobs.process import Process, process, take_free_threads
from worker.jobs.replies import why_none
from worker.jobs.solutions import solutions
from worker.prediction.time_budget import TimeBudget

BUDGET_SECONDS = 1.0
"""After which an unfinished question goes back behind the others that wait."""


class QuestionHandler(NamedTuple):
    question: type[Question]
    reply: type[Reply]
    answer: Callable[[Any, Process, TimeBudget], Reply]


HANDLERS = {
    "prediction": QuestionHandler(PredictionTask, PredictionReply, prediction),
    "ensemble": QuestionHandler(EnsembleTask, EnsembleReply, ensemble),
    "solutions": QuestionHandler(SolutionsTask, SolutionsReply, solutions),
    "disagreement": QuestionHandler(DisagreementTask, DisagreementReply, disagreement),
}


def answer_question(message: Mapping[str, Any]) -> None:
    handler = HANDLERS[message["kind"]]
    reply_to(handler.question.model_validate(message), process())


def reply_to(question: Question, here: Process) -> None:
    """Reply on the question's own list, unless nobody waits for it any more."""
    if time.time() - question.sent_at > ANSWER_SECONDS:
        return
    handler = HANDLERS[question.kind]
    here.is_at_work()
    take_free_threads(here)
    try:
        reply = handler.answer(question, here, TimeBudget(BUDGET_SECONDS))
    except Exception as error:
        reply = handler.reply(**why_none(error, question.run))
    here.reply(question.reply_key, reply.model_dump_json())
