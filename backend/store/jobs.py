"""The worker's side of a training: claim, heartbeat, fencing, cancel.

Every write carries the attempt number that the claim gave; a stale attempt writes nothing.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from backend.contracts.previews import Preview
from backend.contracts.runs import (
    EpochResult,
    EventKind,
    Failure,
    JobPhase,
    Progress,
    Run,
    RunFigures,
)
from backend.store import events, previews, run_figures
from backend.store.artifacts import StoredFile
from backend.store.database import is_id, locked, now
from backend.store.endings import end_run
from backend.store.errors import StaleAttempt
from backend.store.run_views import run_view
from backend.store.tables import ArtifactRow, EpochRow, RunRow
from backend.store.waiting import is_ready, ring_run

MAX_STALLED = 3
"""Attempts without a new checkpoint between them that end a run as lost."""


REACHED = {"epoch", "loss", "learning_rate", "gradient_evaluations", "seconds"}
"""What the end of an epoch says about the progress, too."""


@dataclass(frozen=True)
class Claim:
    """The right to write for one attempt of a run."""

    run: Run
    attempt: int
    lease_seconds: float


@dataclass(frozen=True)
class Beat:
    cancel: bool
    """Somebody asked for the run to stop."""


def claim_run(session: Session, run_id: str, worker: str, lease_seconds: float) -> Claim | None:
    """Take a queued run that is ready, or a running one whose worker has fallen silent.

    One conditional UPDATE: of any number of claimers one wins, the others get null.
    """
    if not is_id(run_id):
        return None
    moment = now(session)
    taken = (
        update(RunRow)
        .where(RunRow.id == run_id, _claimable(moment))
        .values(
            phase=JobPhase.RUNNING,
            attempt=RunRow.attempt + 1,
            stalled=RunRow.stalled + 1,
            worker=worker[:200],
            lease_until=moment + timedelta(seconds=lease_seconds),
            started_at=func.coalesce(RunRow.started_at, moment),
            rung_at=None,
        )
        .returning(RunRow.number)
        .execution_options(synchronize_session=False)
    )
    number = session.scalar(taken)
    if number is None:
        return None
    row = session.get_one(RunRow, number, populate_existing=True)
    events.append(session, row.id, EventKind.PHASE, {"phase": row.phase})
    return Claim(run=run_view(session, row), attempt=row.attempt, lease_seconds=lease_seconds)


def _claimable(moment: datetime) -> ColumnElement[bool]:
    waiting = and_(RunRow.phase == JobPhase.QUEUED, is_ready())
    silent = and_(RunRow.phase == JobPhase.RUNNING, RunRow.lease_until < moment)
    return and_(
        or_(waiting, silent), RunRow.cancel_requested.is_(False), RunRow.stalled < MAX_STALLED
    )


def heartbeat(session: Session, claim: Claim, progress: Progress | None) -> Beat:
    """Renew the lease, report progress and learn whether to stop.

    Raises:
        StaleAttempt: as every function below, when another attempt has taken over or the run has
            ended or gone.
    """
    row = _held(session, claim)
    if progress is not None:
        row.progress = progress.model_dump(mode="json")
        events.append(session, row.id, EventKind.PROGRESS, progress)
    return Beat(cancel=row.cancel_requested)


def record_epoch(session: Session, claim: Claim, result: EpochResult) -> None:
    """Keep the result of an epoch; one that is repeated after a restart replaces the first."""
    row = _held(session, claim)
    if row.progress is not None:
        row.progress = row.progress | result.model_dump(mode="json", include=REACHED)
    session.merge(
        EpochRow(run_id=row.id, epoch=result.epoch, result=result.model_dump(mode="json"))
    )
    events.append(session, row.id, EventKind.EPOCH, result)


def record_preview(session: Session, claim: Claim, preview: Preview) -> None:
    """Keep what the loss looked like after an epoch; the first one of an epoch stays."""
    previews.put(session, _held(session, claim).id, preview)


def record_checkpoint(session: Session, claim: Claim, step: int) -> None:
    """Note that a checkpoint is durable; one of a later step than any before clears the count."""
    row = _held(session, claim)
    if step > row.checkpoint_step:
        row.checkpoint_step, row.stalled = step, 0


def finish_run(
    session: Session,
    claim: Claim,
    phase: JobPhase,
    *,
    failure: Failure | None = None,
    artifacts: Sequence[StoredFile] = (),
    reached: RunFigures | None = None,
) -> None:
    """End the run, with its published files and all that follows, in one transaction."""
    row = _held(session, claim)
    session.add_all(ArtifactRow(**asdict(file)) for file in artifacts)
    if reached is not None:
        run_figures.put(session, row.id, reached)
    end_run(session, row, phase, failure)


def release_run(session: Session, claim: Claim) -> None:
    """Put the run back into the queue after a clean stop; the attempt counts as none."""
    row = _held(session, claim)
    row.phase = JobPhase.QUEUED
    row.stalled = max(row.stalled - 1, 0)
    row.worker = row.lease_until = None
    events.append(session, row.id, EventKind.PHASE, {"phase": row.phase})
    if row.cancel_requested:
        end_run(session, row, JobPhase.CANCELLED)
    else:
        ring_run(session, row)


def _held(session: Session, claim: Claim) -> RunRow:
    """The locked row of a run that is still the claim's, its lease renewed."""
    current = select(RunRow).where(
        RunRow.id == claim.run.id,
        RunRow.attempt == claim.attempt,
        RunRow.phase == JobPhase.RUNNING,
    )
    row = session.scalar(locked(current))
    if row is None:
        raise StaleAttempt(f"run {claim.run.id}", claim.attempt)
    row.lease_until = now(session) + timedelta(seconds=claim.lease_seconds)
    return row


def request_cancel(session: Session, run_id: str) -> Run | None:
    """Cancel a queued run at once, ask a running one to stop, leave an ended one as it is."""
    if not is_id(run_id):
        return None
    row = session.scalar(locked(select(RunRow).where(RunRow.id == run_id)))
    if row is None:
        return None
    if row.phase == JobPhase.QUEUED:
        end_run(session, row, JobPhase.CANCELLED)
    elif row.phase == JobPhase.RUNNING:
        row.cancel_requested = True
    session.flush()
    return run_view(session, row)
