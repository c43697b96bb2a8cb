"""Whether the machine has long work to do."""

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from backend.contracts.runs import JobPhase
from backend.store.tables import EvaluationRow, LandscapeRow, RunRow


def is_idle(session: Session) -> bool:
    """Whether nothing is trained, mapped or evaluated at the moment."""
    working = [
        exists().where(row.phase == JobPhase.RUNNING)
        for row in (RunRow, LandscapeRow, EvaluationRow)
    ]
    return not session.scalar(select(or_(*working)))
