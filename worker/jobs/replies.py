"""Why a question has no answer: status, sentence, pointer and progress."""

from typing import Any

from backend.contracts.stored_recipes import NotKnownHere
from worker.datasets.errors import DatasetUnavailable
from worker.engine.refusal import RequestRefused
from worker.jobs.process import LOG
from worker.jobs.subspaces import NotTrained
from worker.networks.errors import NetworkRefused
from worker.prediction.time_budget import NotYet

_UNUSABLE = (NotTrained, NotKnownHere, DatasetUnavailable, NetworkRefused)
"""A run that is there and cannot be asked."""


class Gone(Exception):
    """Something was deleted since the question was asked."""


def why_none(error: Exception, run_id: str) -> dict[str, Any]:
    """Fields of a reply; what nobody expected is logged."""
    if isinstance(error, Gone):
        return {"status": 404, "detail": str(error)}
    if isinstance(error, _UNUSABLE):
        return {"status": 409, "detail": str(error)}
    if isinstance(error, NotYet):
        return {"status": 202, "detail": str(error), "progress": error.progress}
    if isinstance(error, RequestRefused):
        return {"status": 422, "detail": error.sentence, "pointer": error.pointer}
    LOG.error("an answer about run %s failed", run_id, exc_info=error)
    return {"status": 500, "detail": f"{type(error).__name__}: {error}"}
