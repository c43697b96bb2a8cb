"""What is answered where there is no answer: the fields of a reply that say why."""

from typing import Any

from worker.jobs.process import LOG
from worker.jobs.subspaces import NotTrained
from worker.prediction.kept import NotYet
from worker.prediction.refusal import RequestRefused


def why_none(error: Exception, run_id: str) -> dict[str, Any]:
    """Status, sentence and pointer; what nobody expected is logged."""
    if isinstance(error, NotTrained):
        return {"status": 409, "detail": str(error)}
    if isinstance(error, NotYet):
        return {"status": 503, "detail": str(error)}
    if isinstance(error, RequestRefused):
        return {"status": 422, "detail": error.sentence, "pointer": error.pointer}
    LOG.error("an answer about run %s failed", run_id, exc_info=error)
    return {"status": 500, "detail": f"{type(error).__name__}: {error}"}
