"""Tables of the landscape workers: maps with their pieces, evaluations, and whose turn it is."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from backend.contracts.runs import JobPhase
from backend.store.columns import Base, Id, Json, Number


class LandscapeRow(Base):
    __tablename__ = "landscapes"

    number: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(Id, unique=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), index=True)
    request: Mapped[dict[str, Any]]
    phase: Mapped[str] = mapped_column(String(16), default=JobPhase.QUEUED, index=True)
    failure: Mapped[dict[str, Any] | None] = mapped_column(Json)
    level: Mapped[int] = mapped_column(default=0)
    completed_points: Mapped[int] = mapped_column(default=0)
    total_points: Mapped[int]
    examples: Mapped[int | None]
    geometry: Mapped[dict[str, Any] | None] = mapped_column(Json)
    profile: Mapped[dict[str, Any] | None] = mapped_column(Json)
    first_pieces: Mapped[int] = mapped_column(default=0, server_default="0")
    """So many of its pieces, numbered first, make its first picture."""
    tile_seconds: Mapped[float | None]
    """That a piece takes, smoothed over those done last."""
    rung_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class TileRow(Base):
    """One piece of work of a landscape: grid points, or a part of its profile (level 0)."""

    __tablename__ = "tiles"

    landscape_id: Mapped[str] = mapped_column(
        ForeignKey("landscapes.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Order of work."""
    level: Mapped[int]
    indices: Mapped[list[Any]]
    """(row, column) of every point; of a part of the profile (its stride, that of the part before
    or 0), of a profile in one piece nothing."""
    values: Mapped[dict[str, Any] | None] = mapped_column(Json)
    attempt: Mapped[int] = mapped_column(default=0)
    stalled: Mapped[int] = mapped_column(default=0)
    """Attempts that ended without a word, this one included."""
    worker: Mapped[str | None] = mapped_column(String(200))
    lease_until: Mapped[datetime | None] = mapped_column(index=True)
    started_at: Mapped[datetime | None]
    gave_way: Mapped[bool] = mapped_column(default=False, server_default=false())
    """It was put back for somebody who watches; that happens once."""
    finished_at: Mapped[datetime | None]


class EvaluationRow(Base):
    """The long part of a run's evaluation: one job, whose finished sets survive its worker."""

    __tablename__ = "evaluations"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    phase: Mapped[str] = mapped_column(String(16), default=JobPhase.QUEUED, index=True)
    failure: Mapped[dict[str, Any] | None] = mapped_column(Json)
    result: Mapped[dict[str, Any]]
    attempt: Mapped[int] = mapped_column(default=0)
    stalled: Mapped[int] = mapped_column(default=0)
    """Attempts since the last finished set, this one included."""
    worker: Mapped[str | None] = mapped_column(String(200))
    lease_until: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    """When its present turn began."""
    sets_left: Mapped[int] = mapped_column(default=1, server_default="1")
    set_seconds: Mapped[float | None]
    """That its last set took."""
    gave_way: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Its present set was put back for somebody who watches; that happens once."""
    rung_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class TurnRow(Base):
    """Where a run stands in the line for the landscape workers."""

    __tablename__ = "turns"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger, default=0, index=True)
    """Turn at which it was served last, or its work came when it had none."""
    evaluated: Mapped[bool] = mapped_column(default=False)
    """That turn went to its evaluation."""
    watched_at: Mapped[datetime | None]
    """Last sign of somebody who looks at it."""
