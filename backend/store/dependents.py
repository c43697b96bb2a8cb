"""Which runs lose something when another is deleted."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from backend.contracts.runs import Dependents, JobPhase, OtherRuns, Run
from backend.store.references import candidates
from backend.store.tables import NeedRow, RunRow

NAMED = 5
"""Runs that are named; the others are counted."""


def dependents(session: Session, run: Run) -> Dependents:
    """Of a run that is there."""
    row = session.scalars(select(RunRow).where(RunRow.id == run.id)).one()
    ensembles = candidates(session, {row.procedure_hash} - {None}).get(row.procedure_hash, ())
    place = ensembles.index(run.id) if run.id in ensembles else None
    after = ensembles[1] if place == 0 and len(ensembles) > 1 else None
    return Dependents(
        compared=_named(session, *_compared(row, ensembles[0])) if place in (0, 1) else NONE,
        instead=_name(session, after) if after else None,
        instead_id=after,
        waiting=_named(
            session,
            RunRow.id.in_(select(NeedRow.run_id).where(NeedRow.needed_id == run.id)),
            RunRow.phase == JobPhase.QUEUED,
        ),
    )


NONE = OtherRuns(total=0, names=[])


def _compared(row: RunRow, newest: str) -> tuple[ColumnElement[bool], ...]:
    """The newest ensemble is everybody's reference, and the one before it the newest's."""
    mine = (RunRow.procedure_hash == row.procedure_hash, RunRow.phase == JobPhase.COMPLETED)
    return (*mine, RunRow.id != row.id if row.id == newest else RunRow.id == newest)


def _named(session: Session, *conditions: ColumnElement[bool]) -> OtherRuns:
    newest = select(RunRow).where(*conditions).order_by(RunRow.number.desc()).limit(NAMED)
    named = session.scalars(newest).all()
    total = session.scalar(select(func.count()).select_from(RunRow).where(*conditions))
    return OtherRuns(
        total=total or 0, names=[row.name for row in named], ids=[row.id for row in named]
    )


def _name(session: Session, run_id: str) -> str:
    return session.scalars(select(RunRow.name).where(RunRow.id == run_id)).one()
