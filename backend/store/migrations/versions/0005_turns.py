"""Whose turn it is at the landscape workers, and how long pieces of work take."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "turns",
        sa.Column(
            "run_id",
            sa.String(32),
            sa.ForeignKey("runs.id", ondelete="CASCADE"),
            primary_key=True,
            nullable=False,
        ),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("evaluated", sa.Boolean(), nullable=False),
        sa.Column("watched_at", MOMENT),
    )
    op.create_index("ix_turns_last", "turns", ["last"])
    op.execute(
        sa.text(
            "INSERT INTO turns (run_id, last, evaluated) SELECT id, 0, :no FROM runs"
        ).bindparams(sa.bindparam("no", False, sa.Boolean()))
    )
    pieces = sa.Column("first_pieces", sa.Integer(), nullable=False, server_default="0")
    op.add_column("landscapes", pieces)
    op.add_column("landscapes", sa.Column("tile_seconds", sa.Double()))
    op.add_column("tiles", sa.Column("started_at", MOMENT))
    op.add_column("tiles", _gave_way())
    op.add_column("evaluations", sa.Column("started_at", MOMENT))
    left = sa.Column("sets_left", sa.Integer(), nullable=False, server_default="1")
    op.add_column("evaluations", left)
    op.add_column("evaluations", sa.Column("set_seconds", sa.Double()))
    op.add_column("evaluations", _gave_way())


def _gave_way() -> "sa.Column[bool]":
    return sa.Column("gave_way", sa.Boolean(), nullable=False, server_default=sa.false())


def downgrade() -> None:
    for column in ("gave_way", "set_seconds", "sets_left", "started_at"):
        op.drop_column("evaluations", column)
    for column in ("gave_way", "started_at"):
        op.drop_column("tiles", column)
    for column in ("tile_seconds", "first_pieces"):
        op.drop_column("landscapes", column)
    op.drop_table("turns")
