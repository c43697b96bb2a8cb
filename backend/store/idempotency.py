"""Requests that may come twice: the same key and body get the first answer again."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.store.database import alone, now
from backend.store.errors import IdempotencyConflict
from backend.store.tables import IdempotencyRow


def recall(session: Session, owner: str, key: str, body_hash: str) -> str | None:
    """Id of the run that the key made; null for a new key.

    Call it in the write session that then makes the run: a second request with the key waits.

    Raises:
        IdempotencyConflict: the key came with another body before.
    """
    alone(session, f"idempotency {owner} {key}")
    row = session.scalar(
        select(IdempotencyRow).where(IdempotencyRow.owner == owner, IdempotencyRow.key == key)
    )
    if row is None:
        return None
    if row.body_hash != body_hash:
        raise IdempotencyConflict(key)
    return row.run_id


def remember(session: Session, owner: str, key: str, body_hash: str, run_id: str) -> None:
    """Keep which run the key made; it is forgotten when the run is deleted."""
    moment = now(session)
    session.add(
        IdempotencyRow(owner=owner, key=key, body_hash=body_hash, run_id=run_id, created_at=moment)
    )
    session.flush()
