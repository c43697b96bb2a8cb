"""Runs that start from others: they wait, start when those are completed, fail when those end."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from backend.contracts.runs import EventKind, Failure, FailureKind, JobPhase
from backend.contracts.tasks import QUEUE_TRAIN, TASK_TRAIN
from backend.store import events, outbox
from backend.store.database import locked, now
from backend.store.outbox import OutboxEntry
from backend.store.tables import NeedRow, RunRow


def is_ready() -> ColumnElement[bool]:
    """Condition on a run: every run it needs is there and completed."""
    needed = aliased(RunRow)
    return ~(
        select(NeedRow.run_id)
        .outerjoin(needed, needed.id == NeedRow.needed_id)
        .where(
            NeedRow.run_id == RunRow.id,
            needed.phase.is_distinct_from(JobPhase.COMPLETED),
        )
        .correlate(RunRow)
        .exists()
    )


def ring_run(session: Session, row: RunRow) -> OutboxEntry | None:
    """Tell the training workers of a run, unless that message has still to be sent."""
    row.rung_at = now(session)
    return outbox.ring(session, QUEUE_TRAIN, TASK_TRAIN, row.id)


def ring_waiting(session: Session, completed: RunRow) -> None:
    """Tell the workers of runs that have waited for this one alone."""
    session.flush()
    for row in _waiting(session, completed, is_ready()):
        ring_run(session, row)


def fail_waiting(session: Session, needed: RunRow, what: str) -> None:
    """Fail the queued runs that need this one, and those that need them; `what` happened to it."""
    for row in _waiting(session, needed):
        row.phase = JobPhase.FAILED
        row.finished_at = now(session)
        sentence = f"It starts from run {needed.id} ({needed.name}), which {what}."
        row.failure = Failure(kind=FailureKind.REQUEST, sentence=sentence).model_dump(mode="json")
        events.append(session, row.id, EventKind.PHASE, {"phase": row.phase})
        fail_waiting(session, row, "failed")


def _waiting(
    session: Session, needed: RunRow, *conditions: ColumnElement[bool]
) -> Sequence[RunRow]:
    waiting = (
        select(RunRow)
        .join(NeedRow, NeedRow.run_id == RunRow.id)
        .where(NeedRow.needed_id == needed.id, RunRow.phase == JobPhase.QUEUED, *conditions)
        .order_by(RunRow.number)
    )
    return session.scalars(locked(waiting, of=RunRow)).all()
