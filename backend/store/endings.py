"""The one place where a run reaches a terminal phase, with all that follows from it."""

from sqlalchemy.orm import Session

from backend.contracts.landscapes import LandscapeRequest
from backend.contracts.runs import EventKind, Failure, JobPhase
from backend.store import evaluations, events, landscapes
from backend.store.database import now
from backend.store.tables import RunRow
from backend.store.waiting import fail_waiting, ring_waiting

WHAT_HAPPENED = {JobPhase.FAILED: "failed", JobPhase.CANCELLED: "was cancelled"}


def end_run(session: Session, row: RunRow, phase: JobPhase, failure: Failure | None = None) -> None:
    """End a run whose row the caller has locked.

    A completed run gets its default landscape and its evaluation, and the runs that waited for it
    are rung; after any other end those fail.
    """
    if JobPhase(row.phase).terminal or not phase.terminal:
        raise ValueError(f"expected an unfinished run and its end, got {row.phase}, {phase}")
    row.phase = phase
    row.failure = None if failure is None else failure.model_dump(mode="json")
    row.finished_at = now(session)
    row.worker = row.lease_until = row.rung_at = None
    events.append(session, row.id, EventKind.PHASE, {"phase": phase})
    if phase == JobPhase.COMPLETED:
        landscapes.create(session, row.id, LandscapeRequest())
        evaluations.put(session, row.id)
        ring_waiting(session, row)
    else:
        fail_waiting(session, row, WHAT_HAPPENED[phase])
