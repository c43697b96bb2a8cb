"""The line of runs whose maps and evaluations wait for the landscape workers, and who watches."""

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from backend.contracts.runs import JobPhase
from backend.contracts.tasks import QUEUE_LANDSCAPE, TASK_TURN
from backend.store import outbox
from backend.store.database import is_id, now
from backend.store.outbox import OutboxEntry
from backend.store.tables import EvaluationRow, LandscapeRow, TurnClockRow, TurnRow
from backend.store.turn_order import Clock

UNFINISHED = (JobPhase.QUEUED, JobPhase.RUNNING)
WATCHED_SECONDS = 12.0
"""How long somebody counts as watching after the last sign of it."""
STAMP_SECONDS = 4.0
"""Signs of watching that follow sooner are not written down."""


def ring(session: Session) -> OutboxEntry | None:
    """Wake a worker, unless that message has still to be sent; the worker decides on what."""
    return outbox.ring(session, QUEUE_LANDSCAPE, TASK_TURN)


def clock(session: Session) -> Clock:
    row = session.get_one(TurnClockRow, 1)
    return Clock(row.seconds, row.fair_began, row.fair_took)


def set_clock(session: Session, clock: Clock) -> None:
    session.execute(update(TurnClockRow).values(asdict(clock)))


def unfinished(session: Session) -> dict[str, int]:
    """How many maps and evaluations are not done."""
    return {
        name: session.scalar(select(func.count()).where(_unfinished(table))) or 0
        for name, table in (("maps", LandscapeRow), ("evaluations", EvaluationRow))
    }


def line_up(session: Session, run_id: str) -> None:
    """Before a run gets work: one that had none begins to wait, behind those who do."""
    waiting = [
        session.scalar(select(table.run_id).where(table.run_id == run_id, _unfinished(table)))
        for table in (LandscapeRow, EvaluationRow)
    ]
    if not any(waiting):
        _write(session, run_id, due=clock(session).seconds)


def _unfinished(table: type[LandscapeRow] | type[EvaluationRow]) -> ColumnElement[bool]:
    return table.phase.in_(UNFINISHED)


def serve(session: Session, run_id: str, due: float, *, evaluated: bool) -> None:
    """Note who has the turn, for what, and when its share is due again."""
    _write(session, run_id, due=due, evaluated=evaluated)


def delay(session: Session, run_id: str, seconds: float) -> None:
    """Its share is due so much later."""
    _write(session, run_id, due=TurnRow.due + seconds)


def watch(session: Session, run_id: str) -> None:
    """Note that somebody looks at the run now."""
    _write(session, run_id, watched_at=now(session))


def watch_is_due(session: Session, run_id: str) -> bool:
    """Whether it is time to note once more that somebody looks at this run."""
    if not is_id(run_id):
        return False
    row = session.get(TurnRow, run_id)
    return row is not None and not _since(row, now(session), STAMP_SECONDS)


def is_watched(session: Session, run_id: str) -> bool:
    row = session.get(TurnRow, run_id)
    return row is not None and watched(row, now(session))


def watched(row: TurnRow, moment: datetime) -> bool:
    return _since(row, moment, WATCHED_SECONDS)


def _since(row: TurnRow, moment: datetime, seconds: float) -> bool:
    return row.watched_at is not None and row.watched_at >= moment - timedelta(seconds=seconds)


def _write(session: Session, run_id: str, **values: object) -> None:
    session.execute(update(TurnRow).where(TurnRow.run_id == run_id).values(values))
