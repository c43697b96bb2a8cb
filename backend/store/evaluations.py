"""The long part of a run's evaluation: asked for, claimed set by set, saved, ended.

One row a run. Between two turns it is running and nobody holds it; whoever has the next turn goes
on with the sets that are missing, and so does who takes over from a killed worker.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from backend.contracts.evaluation import Against, EvaluationResult
from backend.contracts.image_sets import sets_of
from backend.contracts.quality import SetEvaluation
from backend.contracts.reading import read
from backend.contracts.runs import EventKind, Failure, JobPhase
from backend.store import events, line
from backend.store.artifacts import StoredFile
from backend.store.database import is_id, locked, now
from backend.store.errors import StaleAttempt
from backend.store.line import UNFINISHED
from backend.store.tables import ArtifactRow, EvaluationRow, RunRow

MAX_STALLED = 3
"""Attempts without a finished set between them that end an evaluation as lost."""


@dataclass(frozen=True)
class EvaluationClaim:
    """The right to write for one attempt."""

    run_id: str
    attempt: int
    lease_seconds: float
    result: EvaluationResult
    """What earlier attempts have saved."""


@dataclass(frozen=True)
class StoredEvaluation:
    phase: JobPhase
    failure: Failure | None
    result: EvaluationResult


def get(session: Session, run_id: str) -> StoredEvaluation | None:
    """Null for a run that nobody has asked it of."""
    row = session.get(EvaluationRow, run_id, populate_existing=True) if is_id(run_id) else None
    if row is None:
        return None
    return StoredEvaluation(
        phase=JobPhase(row.phase),
        failure=None if row.failure is None else read(Failure, row.failure),
        result=read(EvaluationResult, row.result),
    )


def put(session: Session, run_id: str) -> None:
    """Queue it, again where it has ended."""
    run = _lock_run(session, run_id)
    if run is None:
        return
    row, moment = _locked(session, run_id), now(session)
    if row is None:
        row = EvaluationRow(run_id=run_id, attempt=0)
    elif row.phase in UNFINISHED:
        return
    line.line_up(session, run_id)
    row.phase, row.failure, row.result = JobPhase.QUEUED, None, _json(EvaluationResult())
    row.stalled, row.worker, row.lease_until, row.rung_at = 0, None, None, moment
    row.created_at, row.finished_at = moment, None
    row.sets_left = len(sets_of(run.dataset))
    session.add(row)
    session.flush()
    _tell(session, row)
    line.ring(session)


def is_free(moment: datetime) -> ColumnElement[bool]:
    """Condition on an evaluation: somebody may take its next set."""
    return and_(
        EvaluationRow.phase.in_(UNFINISHED),
        EvaluationRow.stalled < MAX_STALLED,
        or_(EvaluationRow.lease_until.is_(None), EvaluationRow.lease_until < moment),
    )


def claim(
    session: Session, run_id: str, worker: str, lease_seconds: float
) -> EvaluationClaim | None:
    """Take one that nobody holds, or whose worker has fallen silent; null when there is none."""
    if _lock_run(session, run_id) is None:
        return None
    moment = now(session)
    free = select(EvaluationRow).where(EvaluationRow.run_id == run_id, is_free(moment))
    row = session.scalar(locked(free))
    if row is None:
        return None
    row.attempt += 1
    row.stalled += 1
    row.worker, row.rung_at, row.started_at = worker[:200], moment, moment
    row.lease_until = moment + timedelta(seconds=lease_seconds)
    if row.phase == JobPhase.QUEUED:
        row.phase = JobPhase.RUNNING
        _tell(session, row)
    result = read(EvaluationResult, row.result)
    return EvaluationClaim(row.run_id, row.attempt, lease_seconds, result)


def renew(session: Session, claim: EvaluationClaim) -> None:
    """Keep the lease.

    Raises:
        StaleAttempt: as every function below, when it was taken over, has ended or is gone.
    """
    _held(session, claim)


def begin(session: Session, claim: EvaluationClaim, total_sets: int) -> None:
    """Say how many sets there will be."""
    row = _held(session, claim)
    row.result = {**row.result, "total_sets": total_sets}
    row.sets_left = _left(row)


def save(
    session: Session,
    claim: EvaluationClaim,
    result: SetEvaluation,
    artifacts: Sequence[StoredFile] = (),
) -> list[str]:
    """Keep a finished set with its files.

    Returns:
        Folders of files that these replace, to be removed once this is committed.
    """
    _lock_run(session, claim.run_id)
    row = _held(session, claim)
    known = read(EvaluationResult, row.result)
    others = [one for one in known.sets if one.name != result.name]
    missing = {name: why for name, why in known.missing.items() if name != result.name}
    row.result = _json(known.model_copy(update={"sets": [*others, result], "missing": missing}))
    row.stalled, row.gave_way, row.sets_left = 0, False, _left(row)
    if row.started_at is not None:
        row.set_seconds = (now(session) - row.started_at).total_seconds()
    _tell(session, row)
    return [folder for file in artifacts for folder in _replace(session, file)]


def compare(session: Session, claim: EvaluationClaim, against: Against) -> None:
    """Keep how it stands beside its reference."""
    _lock_run(session, claim.run_id)
    row = _held(session, claim)
    row.result = {**row.result, "against": against.model_dump(mode="json")}
    _tell(session, row)


def miss(session: Session, claim: EvaluationClaim, name: str, sentence: str) -> None:
    """Note why a set was left out; that goes once the set is there."""
    _lock_run(session, claim.run_id)
    row = _held(session, claim)
    known = read(EvaluationResult, row.result)
    missing = {**known.missing, name: sentence}
    row.result = _json(known.model_copy(update={"missing": missing}))
    row.sets_left = _left(row)


def finish(session: Session, claim: EvaluationClaim) -> None:
    _lock_run(session, claim.run_id)
    _end(session, _held(session, claim), JobPhase.COMPLETED)


def fail(session: Session, run_id: str, failure: Failure) -> None:
    """End it with a sentence; what was found stays, and one that has ended stays as it is."""
    _lock_run(session, run_id)
    row = _locked(session, run_id)
    if row is not None and row.phase in UNFINISHED:
        row.failure = failure.model_dump(mode="json")
        _end(session, row, JobPhase.FAILED)


def release(session: Session, claim: EvaluationClaim, *, gave_way: bool = False) -> None:
    """Give it back: its turn is over, the worker stops, or somebody who watches comes first.

    The attempt counts as none.
    """
    _lock_run(session, claim.run_id)
    row = _held(session, claim)
    row.worker = row.lease_until = row.started_at = None
    row.stalled = max(row.stalled - 1, 0)
    row.gave_way = row.gave_way or gave_way
    line.ring(session)


def _end(session: Session, row: EvaluationRow, phase: JobPhase) -> None:
    row.phase, row.finished_at = phase, now(session)
    row.worker = row.lease_until = row.rung_at = None
    _tell(session, row)


def _locked(session: Session, run_id: str) -> EvaluationRow | None:
    return session.scalar(locked(select(EvaluationRow).where(EvaluationRow.run_id == run_id)))


def _lock_run(session: Session, run_id: str) -> RunRow | None:
    """Before the evaluation's own row, always: its events belong to the run."""
    if not is_id(run_id):
        return None
    return session.scalar(locked(select(RunRow).where(RunRow.id == run_id)))


def _held(session: Session, claim: EvaluationClaim) -> EvaluationRow:
    row = _locked(session, claim.run_id)
    held = (
        row is not None
        and row.phase == JobPhase.RUNNING
        and row.attempt == claim.attempt
        and row.lease_until is not None
    )
    if row is None or not held:
        raise StaleAttempt(f"evaluation of run {claim.run_id}", claim.attempt)
    row.lease_until = now(session) + timedelta(seconds=claim.lease_seconds)
    return row


def _replace(session: Session, file: StoredFile) -> list[str]:
    """The folder of the file of that name before, if any."""
    old = session.get(ArtifactRow, (file.run_id, file.name), populate_existing=True)
    folder = None if old is None else old.folder
    session.merge(ArtifactRow(**asdict(file)))
    return [folder] if folder and folder != file.folder else []


def _left(row: EvaluationRow) -> int:
    """Sets that are to come; what follows the last is a turn, too."""
    done = len(row.result["sets"]) + len(row.result["missing"])
    return max(1, (row.result["total_sets"] or 0) - done)


def _tell(session: Session, row: EvaluationRow) -> None:
    sets = len(row.result.get("sets", ()))
    events.append(session, row.run_id, EventKind.EVALUATION, {"phase": row.phase, "sets": sets})


def _json(result: EvaluationResult) -> dict[str, object]:
    return result.model_dump(mode="json")
