"""The history of runs and landscapes, append only; event streams are read from it."""

import json
from collections.abc import Mapping

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.contracts.runs import Event, EventKind
from backend.store.database import is_id, now
from backend.store.tables import EventRow


def append(
    session: Session, subject: str, kind: EventKind, data: BaseModel | Mapping[str, object]
) -> int:
    """Add one event and give its id.

    The caller holds the lock on the subject's row (it has just changed it), so that ids of one
    subject become visible in ascending order: a reader that asks for "after" misses none.
    """
    written = data.model_dump_json() if isinstance(data, BaseModel) else _json(data)
    row = EventRow(subject=subject, kind=kind, data=written, created_at=now(session))
    session.add(row)
    session.flush()
    return row.id


def _json(data: Mapping[str, object]) -> str:
    return json.dumps(dict(data), allow_nan=False, separators=(",", ":"))


def after(session: Session, subject: str, event_id: int, limit: int = 500) -> list[Event]:
    """Events of the subject with greater ids, oldest first."""
    if not is_id(subject):
        return []
    rows = session.scalars(
        select(EventRow)
        .where(EventRow.subject == subject, EventRow.id > min(event_id, 2**63 - 1))
        .order_by(EventRow.id)
        .limit(limit)
    )
    return [Event(id=row.id, kind=EventKind(row.kind), data=row.data) for row in rows]


def latest(session: Session, subject: str) -> int:
    """Id of the subject's newest event; 0 when it has none."""
    if not is_id(subject):
        return 0
    newest = select(func.max(EventRow.id)).where(EventRow.subject == subject)
    return session.scalar(newest) or 0
