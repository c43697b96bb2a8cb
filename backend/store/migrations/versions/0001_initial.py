"""All tables of the first release."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.String(32)
HASH = sa.String(64)
WORD = sa.String(80)
TEXT = sa.String(200)
SHORT = sa.String(16)
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

TABLES = (
    "runs",
    "run_tags",
    "run_needs",
    "epochs",
    "artifacts",
    "idempotency_keys",
    "landscapes",
    "tiles",
    "events",
    "outbox",
    "users",
    "credentials",
    "calibrations",
    "settings",
)


def upgrade() -> None:
    for create in (_runs, _parts_of_runs, _landscapes, _messages, _people, _measurements):
        create()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _needed(name: str, kind: Any, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, **options)


def _key(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, primary_key=True, autoincrement=False)


def _number(name: str = "number") -> sa.Column[Any]:
    return sa.Column(name, NUMBER, primary_key=True, autoincrement=True)


def _of(table: str, *, key: bool = False) -> sa.Column[Any]:
    """The id of the run or landscape that a row belongs to and goes with."""
    owner = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(f"{table.removesuffix('s')}_id", ID, owner, nullable=False, primary_key=key)


def _index(table: str, *columns: str, name: str | None = None) -> None:
    op.create_index(name or f"ix_{table}_{columns[0]}", table, list(columns))


def _runs() -> None:
    op.create_table(
        "runs",
        _number(),
        _needed("id", ID, unique=True),
        _needed("name", TEXT),
        _needed("recipe", JSON),
        _needed("recipe_hash", HASH),
        sa.Column("procedure_hash", HASH),
        _needed("dataset", WORD),
        _needed("network", WORD),
        _needed("method", WORD),
        _needed("phase", SHORT),
        sa.Column("progress", JSON),
        sa.Column("failure", JSON),
        _needed("cancel_requested", sa.Boolean()),
        _needed("attempt", sa.Integer()),
        _needed("stalled", sa.Integer()),
        _needed("checkpoint_step", sa.BigInteger()),
        sa.Column("worker", TEXT),
        sa.Column("lease_until", MOMENT),
        sa.Column("rung_at", MOMENT),
        _needed("created_at", MOMENT),
        sa.Column("started_at", MOMENT),
        sa.Column("finished_at", MOMENT),
        _needed("owner", TEXT),
        _needed("notes", sa.Text()),
        _needed("starred", sa.Boolean()),
        _needed("archived", sa.Boolean()),
        sa.Column("retry_of", ID),
    )
    _index("runs", "phase")
    _index("runs", "recipe_hash")
    _index("runs", "procedure_hash", "method", "phase", name="ix_runs_reference")


def _parts_of_runs() -> None:
    op.create_table(
        "run_tags",
        _of("runs", key=True),
        _key("position", sa.Integer()),
        _needed("tag", sa.String(40)),
    )
    _index("run_tags", "tag")
    op.create_table("run_needs", _of("runs", key=True), _key("needed_id", ID))
    _index("run_needs", "needed_id")
    op.create_table(
        "epochs", _of("runs", key=True), _key("epoch", sa.Integer()), _needed("result", JSON)
    )
    op.create_table(
        "artifacts",
        _of("runs", key=True),
        _key("name", WORD),
        _needed("sha256", HASH),
        _needed("size", sa.BigInteger()),
        _needed("folder", WORD),
    )
    op.create_table(
        "idempotency_keys",
        _number(),
        _needed("owner", TEXT),
        _needed("key", TEXT),
        _needed("body_hash", HASH),
        _of("runs"),
        _needed("created_at", MOMENT),
        sa.UniqueConstraint("owner", "key"),
    )
    _index("idempotency_keys", "run_id")


def _landscapes() -> None:
    op.create_table(
        "landscapes",
        _number(),
        _needed("id", ID, unique=True),
        _of("runs"),
        _needed("request", JSON),
        _needed("phase", SHORT),
        sa.Column("failure", JSON),
        _needed("level", sa.Integer()),
        _needed("completed_points", sa.Integer()),
        _needed("total_points", sa.Integer()),
        sa.Column("examples", sa.Integer()),
        sa.Column("geometry", JSON),
        sa.Column("profile", JSON),
        sa.Column("rung_at", MOMENT),
        _needed("created_at", MOMENT),
        sa.Column("finished_at", MOMENT),
    )
    _index("landscapes", "run_id")
    _index("landscapes", "phase")
    op.create_table(
        "tiles",
        _of("landscapes", key=True),
        _key("number", sa.Integer()),
        _needed("level", sa.Integer()),
        _needed("indices", JSON),
        sa.Column("values", JSON),
        _needed("attempt", sa.Integer()),
        _needed("stalled", sa.Integer()),
        sa.Column("worker", TEXT),
        sa.Column("lease_until", MOMENT),
        sa.Column("finished_at", MOMENT),
    )
    _index("tiles", "lease_until")


def _messages() -> None:
    op.create_table(
        "events",
        _number("id"),
        _needed("subject", ID),
        _needed("kind", SHORT),
        _needed("data", sa.Text()),
        _needed("created_at", MOMENT),
        sqlite_autoincrement=True,
    )
    _index("events", "subject", "id")
    op.create_table(
        "outbox",
        _number("id"),
        _needed("queue", sa.String(40)),
        _needed("task", WORD),
        _needed("subject", ID),
        _needed("payload", JSON),
        sqlite_autoincrement=True,
    )
    _index("outbox", "task", "subject", name="ix_outbox_subject")


def _people() -> None:
    op.create_table(
        "users", _key("name", TEXT), _needed("role", SHORT), _needed("created_at", MOMENT)
    )
    op.create_table(
        "credentials",
        _key("id", ID),
        sa.Column("user", TEXT, sa.ForeignKey("users.name", ondelete="CASCADE"), nullable=False),
        _needed("kind", SHORT),
        _needed("secret_sha256", HASH, unique=True),
        _needed("label", TEXT),
        _needed("created_at", MOMENT),
        sa.Column("expires_at", MOMENT),
    )
    _index("credentials", "user")


def _measurements() -> None:
    op.create_table(
        "calibrations",
        _key("dataset", WORD),
        _key("network", WORD),
        _key("options_hash", HASH),
        _key("device", TEXT),
        _needed("parameters", sa.BigInteger()),
        _needed("seconds_per_example", sa.Double()),
        sa.Column("flops_per_example", sa.Double()),
        _needed("created_at", MOMENT),
    )
    op.create_table("settings", _key("name", WORD), _needed("value", JSON))
