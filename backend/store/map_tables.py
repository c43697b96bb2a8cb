"""Tables of the landscape workers: maps with their pieces, evaluations, and whose turn it is."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, false
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
    """Its pieces with smaller numbers make its first picture."""
    point_seconds: Mapped[float | None]
    """That a network takes, smoothed over the pieces done last."""
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
    """Order of work, with room between two for what is left of a piece that takes long."""
    level: Mapped[int]
    indices: Mapped[list[Any]]
    """(row, column) of every point; of a part of the profile (its stride, that of the part before
    or 0) and (how much of it is done, 0) where some is, of a profile in one piece nothing."""
    networks: Mapped[int] = mapped_column(default=1, server_default="1")
    """About so many are scored for it."""
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
    due: Mapped[float] = mapped_column(default=0.0)
    """On the clock of turns, when its share is due again."""
    evaluated: Mapped[bool] = mapped_column(default=False)
    """Its last turn went to its evaluation."""
    watched_at: Mapped[datetime | None]
    """Last sign of somebody who looks at it."""


class TurnClockRow(Base):
    """The one clock of turns: it counts the seconds of work that all workers were given."""

    __tablename__ = "turn_clock"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1: there is no other."""
    seconds: Mapped[float]
    fair_began: Mapped[float]
    """When the last turn began that went to who had waited longest."""
    fair_took: Mapped[float]
