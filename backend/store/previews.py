"""Previews of a run in training, one for an epoch."""

from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.contracts.families_drawn import drawn
from backend.contracts.previews import Preview
from backend.contracts.reading import read
from backend.contracts.runs import EventKind
from backend.store import events
from backend.store.database import is_id
from backend.store.tables import Base


class PreviewRow(Base):
    __tablename__ = "previews"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    preview: Mapped[dict[str, Any]]


def put(session: Session, run_id: str, preview: Preview) -> None:
    """Keep one and tell of it, unless its epoch has one; the caller has locked the run's row."""
    if session.get(PreviewRow, (run_id, preview.epoch)) is not None:
        return
    kept = preview.model_dump(mode="json", exclude={"drawing"})
    session.add(PreviewRow(run_id=run_id, epoch=preview.epoch, preview=kept))
    events.append(session, run_id, EventKind.PREVIEW, drawn(preview))


def of_run(session: Session, run_id: str) -> list[Preview]:
    """In the order of the epochs."""
    if not is_id(run_id):
        return []
    rows = select(PreviewRow.preview).where(PreviewRow.run_id == run_id).order_by(PreviewRow.epoch)
    return [drawn(read(Preview, preview)) for preview in session.scalars(rows)]


def latest(session: Session, run_id: str) -> Preview | None:
    """Of the last epoch that has one."""
    rows = select(PreviewRow.preview).where(PreviewRow.run_id == run_id)
    preview = session.scalar(rows.order_by(PreviewRow.epoch.desc()).limit(1))
    return None if preview is None else drawn(read(Preview, preview))
