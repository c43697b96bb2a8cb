"""What lists show of runs' evaluations."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts.runs import JobPhase, RunFigures
from backend.store.tables import FigureRow, RunRow


def put(session: Session, run_id: str, reached: RunFigures) -> None:
    session.merge(FigureRow(run_id=run_id, **reached.model_dump()))


def missing(session: Session, limit: int = 100) -> Sequence[str]:
    """Completed runs whose figures nobody has put here yet, oldest first."""
    runs = (
        select(RunRow.id)
        .outerjoin(FigureRow)
        .where(RunRow.phase == JobPhase.COMPLETED, FigureRow.run_id.is_(None))
        .order_by(RunRow.number)
        .limit(limit)
    )
    return session.scalars(runs).all()
