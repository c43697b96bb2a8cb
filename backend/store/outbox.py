"""Messages to the queues, stored with the change that caused them and sent after the commit."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.store.tables import OutboxRow


@dataclass(frozen=True)
class OutboxEntry:
    id: int
    queue: str
    task: str
    payload: dict[str, Any]


def put(session: Session, queue: str, task: str, payload: dict[str, Any]) -> OutboxEntry:
    """Decide on a message; it is sent by whoever drains the outbox."""
    row = OutboxRow(queue=queue, task=task, subject=payload.get("id", ""), payload=payload)
    session.add(row)
    session.flush()
    return _entry(row)


def ring(session: Session, queue: str, task: str, subject: str = "") -> OutboxEntry | None:
    """Put `{"id": subject}`, or nothing but the bell, unless the same still waits to be sent."""
    waits = select(OutboxRow.id).where(OutboxRow.task == task, OutboxRow.subject == subject)
    if session.scalar(waits.limit(1)) is not None:
        return None
    return put(session, queue, task, {"id": subject} if subject else {})


def drain(session: Session, limit: int = 100) -> list[OutboxEntry]:
    """The oldest unsent messages. Send them, then call `done`; a crash between sends twice."""
    oldest = select(OutboxRow).order_by(OutboxRow.id).limit(limit)
    return [_entry(row) for row in session.scalars(oldest)]


def done(session: Session, ids: Collection[int]) -> None:
    """Forget messages that were sent."""
    session.execute(delete(OutboxRow).where(OutboxRow.id.in_(ids)))


def _entry(row: OutboxRow) -> OutboxEntry:
    return OutboxEntry(id=row.id, queue=row.queue, task=row.task, payload=row.payload)
