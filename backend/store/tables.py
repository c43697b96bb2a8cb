"""The tables. Rows hold what must outlive a process; the contracts say what their JSON means."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.contracts.runs import JobPhase
from backend.store.columns import Base, Id, Json, Number
from backend.store.map_tables import EvaluationRow, LandscapeRow, TileRow, TurnClockRow, TurnRow

__all__ = [
    "ArtifactRow",
    "Base",
    "CalibrationRow",
    "CredentialRow",
    "EpochRow",
    "EvaluationRow",
    "EventRow",
    "FigureRow",
    "IdempotencyRow",
    "LandscapeRow",
    "NeedRow",
    "OutboxRow",
    "RunRow",
    "SettingRow",
    "TagRow",
    "TileRow",
    "TurnClockRow",
    "TurnRow",
    "UserRow",
]


class RunRow(Base):
    __tablename__ = "runs"
    __table_args__ = (Index("ix_runs_reference", "procedure_hash", "method", "phase"),)

    number: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=True)
    """Order of creation."""
    id: Mapped[str] = mapped_column(Id, unique=True)
    name: Mapped[str] = mapped_column(String(200))
    recipe: Mapped[dict[str, Any]]
    recipe_hash: Mapped[str] = mapped_column(String(64), index=True)
    procedure_hash: Mapped[str | None] = mapped_column(String(64))
    """Of the plain trainings it stands for; null where its end points disagree."""
    group_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    """Of all but the seed."""
    dataset: Mapped[str] = mapped_column(String(80))
    network: Mapped[str] = mapped_column(String(80))
    method: Mapped[str] = mapped_column(String(80))
    phase: Mapped[str] = mapped_column(String(16), default=JobPhase.QUEUED, index=True)
    progress: Mapped[dict[str, Any] | None] = mapped_column(Json)
    failure: Mapped[dict[str, Any] | None] = mapped_column(Json)
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    attempt: Mapped[int] = mapped_column(default=0)
    stalled: Mapped[int] = mapped_column(default=0)
    """Attempts since the last new checkpoint, this one included."""
    checkpoint_step: Mapped[int] = mapped_column(BigInteger, default=-1)
    worker: Mapped[str | None] = mapped_column(String(200))
    lease_until: Mapped[datetime | None]
    rung_at: Mapped[datetime | None]
    """When its message was last put into the outbox; null once the message was taken."""
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    owner: Mapped[str] = mapped_column(String(200))
    notes: Mapped[str] = mapped_column(Text, default="")
    starred: Mapped[bool] = mapped_column(default=False)
    archived: Mapped[bool] = mapped_column(default=False)
    retry_of: Mapped[str | None] = mapped_column(Id)
    tags: Mapped[list["TagRow"]] = relationship(
        order_by="TagRow.position", lazy="selectin", cascade="all, delete-orphan"
    )
    figures: Mapped["FigureRow | None"] = relationship(lazy="selectin", passive_deletes=True)


class TagRow(Base):
    __tablename__ = "run_tags"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tag: Mapped[str] = mapped_column(String(40), index=True)


class FigureRow(Base):
    """What lists show of a run's evaluation, so that they need not open files."""

    __tablename__ = "run_figures"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    accuracy: Mapped[float | None]
    accuracy_standard_error: Mapped[float | None]
    nll: Mapped[float | None]
    nll_standard_error: Mapped[float | None]


class NeedRow(Base):
    """A run that another one starts from; kept when the needed one is deleted."""

    __tablename__ = "run_needs"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    needed_id: Mapped[str] = mapped_column(Id, primary_key=True, index=True)


class EpochRow(Base):
    __tablename__ = "epochs"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    result: Mapped[dict[str, Any]]


class ArtifactRow(Base):
    __tablename__ = "artifacts"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    """Bytes."""
    folder: Mapped[str] = mapped_column(String(80))


class EventRow(Base):
    """Append only. Numbers ascend within a subject: its row is locked while one is added."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_subject", "subject", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=True)
    subject: Mapped[str] = mapped_column(Id)
    """A run or a landscape."""
    kind: Mapped[str] = mapped_column(String(16))
    data: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class OutboxRow(Base):
    """A message that was decided on but not yet sent."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_subject", "task", "subject"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=True)
    queue: Mapped[str] = mapped_column(String(40))
    task: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(Id)
    """The id in the payload, or empty."""
    payload: Mapped[dict[str, Any]]


class UserRow(Base):
    __tablename__ = "users"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    role: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime]


class CredentialRow(Base):
    __tablename__ = "credentials"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    user: Mapped[str] = mapped_column(ForeignKey("users.name", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]


class CalibrationRow(Base):
    __tablename__ = "calibrations"

    dataset: Mapped[str] = mapped_column(String(80), primary_key=True)
    network: Mapped[str] = mapped_column(String(80), primary_key=True)
    options_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    device: Mapped[str] = mapped_column(String(200), primary_key=True)
    parameters: Mapped[int] = mapped_column(BigInteger)
    seconds_per_example: Mapped[float]
    flops_per_example: Mapped[float | None]
    created_at: Mapped[datetime]


class IdempotencyRow(Base):
    __tablename__ = "idempotency_keys"
    __table_args__ = (UniqueConstraint("owner", "key"),)

    number: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=True)
    owner: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(200))
    body_hash: Mapped[str] = mapped_column(String(64))
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]


class SettingRow(Base):
    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[dict[str, Any]]
