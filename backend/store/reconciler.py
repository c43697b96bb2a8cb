"""What nobody works on is rung again, what cannot go on is ended: the repair of lost messages.

The rows are the truth and messages only a doorbell, so that a lost message costs seconds.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.contracts.runs import Failure, FailureKind, JobPhase
from backend.store import evaluations, landscapes, line, tiles, turns
from backend.store.database import alone_now, locked, now
from backend.store.endings import end_run
from backend.store.jobs import MAX_STALLED
from backend.store.line import UNFINISHED
from backend.store.outbox import OutboxEntry
from backend.store.tables import EvaluationRow, LandscapeRow, RunRow, TileRow
from backend.store.waiting import is_ready, ring_run

BUSY_FACTOR = 6
"""How much longer to wait for a worker while others of its kind are seen at work: the message
then stands in the queue behind theirs, and ringing again would only lengthen it."""
AT_ONCE = 8
"""Messages to the training workers per round: the next round follows in seconds."""


def reconcile(session: Session, ring_again_seconds: float = 10.0) -> list[OutboxEntry]:
    """One round, in a write session.

    Args:
        ring_again_seconds: how long a worker may take to answer a message.

    Returns:
        The messages that were put into the outbox.
    """
    if not alone_now(session, "reconcile"):
        return []
    moment = now(session)
    _end_runs(session, moment)
    _end_landscapes(session, moment)
    _end_evaluations(session, moment)
    session.flush()
    patience = timedelta(seconds=ring_again_seconds)
    rung = [
        *(ring_run(session, row) for row in _silent_runs(session, moment, patience)),
        _ring_line(session, moment, patience),
    ]
    return [entry for entry in rung if entry is not None]


def _expired_runs(moment: datetime) -> ColumnElement[bool]:
    return (RunRow.phase == JobPhase.RUNNING) & (RunRow.lease_until < moment)


def _end_runs(session: Session, moment: datetime) -> None:
    hopeless = or_(RunRow.cancel_requested, RunRow.stalled >= MAX_STALLED)
    expired = select(RunRow).where(_expired_runs(moment), hopeless)
    for row in session.scalars(locked(expired, skip=True)).all():
        if row.cancel_requested:
            end_run(session, row, JobPhase.CANCELLED)
        else:
            end_run(session, row, JobPhase.FAILED, _lost("checkpoint", "retry the run"))


def _end_landscapes(session: Session, moment: datetime) -> None:
    lost = exists().where(
        TileRow.landscape_id == LandscapeRow.id,
        TileRow.finished_at.is_(None),
        TileRow.stalled >= MAX_STALLED,
        TileRow.lease_until < moment,
    )
    for landscape_id in session.scalars(
        select(LandscapeRow.id).where(LandscapeRow.phase.in_(UNFINISHED), lost)
    ).all():
        landscapes.fail(session, landscape_id, _lost("result", "ask for the landscape again"))


def _end_evaluations(session: Session, moment: datetime) -> None:
    lost = select(EvaluationRow.run_id).where(
        EvaluationRow.phase == JobPhase.RUNNING,
        EvaluationRow.lease_until < moment,
        EvaluationRow.stalled >= evaluations.MAX_STALLED,
    )
    for run_id in session.scalars(lost).all():
        evaluations.fail(session, run_id, _lost("result", "evaluate the run again"))


def _lost(missing: str, remedy: str) -> Failure:
    sentence = (
        f"The worker was lost {MAX_STALLED} times without a new {missing} between; "
        f"read the worker's log, then {remedy}."
    )
    return Failure(kind=FailureKind.LOST, sentence=sentence)


def _silent_runs(session: Session, moment: datetime, patience: timedelta) -> Iterable[RunRow]:
    busy = select(RunRow.id).where(RunRow.phase == JobPhase.RUNNING, RunRow.lease_until >= moment)
    wait = patience * (BUSY_FACTOR if session.scalar(busy.limit(1)) else 1)
    queued = (RunRow.phase == JobPhase.QUEUED) & is_ready()
    silent = (
        select(RunRow)
        .where(
            or_(queued & _unheard(RunRow.rung_at, moment - wait), _expired_runs(moment)),
            _unheard(RunRow.rung_at, moment - patience),
        )
        .order_by(RunRow.number)
        .limit(AT_ONCE)
    )
    return session.scalars(locked(silent, skip=True)).all()


def _ring_line(session: Session, moment: datetime, patience: timedelta) -> OutboxEntry | None:
    """One message for all maps and evaluations: it wakes a worker, who calls the next."""
    wait = patience * (BUSY_FACTOR if turns.held(session, moment) else 1)
    silent = [
        *session.scalars(locked(_silent_landscapes(moment, wait), skip=True)),
        *session.scalars(locked(_silent_evaluations(moment, wait), skip=True)),
    ]
    for row in silent:
        row.rung_at = moment
    return line.ring(session) if silent else None


def _silent_landscapes(moment: datetime, wait: timedelta) -> Select[LandscapeRow]:
    free = exists().where(TileRow.landscape_id == LandscapeRow.id, tiles.is_free(moment))
    return select(LandscapeRow).where(
        LandscapeRow.phase.in_(UNFINISHED), _unheard(LandscapeRow.rung_at, moment - wait), free
    )


def _silent_evaluations(moment: datetime, wait: timedelta) -> Select[EvaluationRow]:
    unheard = _unheard(EvaluationRow.rung_at, moment - wait)
    return select(EvaluationRow).where(evaluations.is_free(moment), unheard)


def _unheard(
    rung_at: InstrumentedAttribute[datetime | None], before: datetime
) -> ColumnElement[bool]:
    return or_(rung_at.is_(None), rung_at < before)
