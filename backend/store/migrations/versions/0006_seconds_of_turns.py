"""Turns are counted in seconds of work, and pieces that take long are split."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# A tile had 16 points.


def upgrade() -> None:
    op.add_column("turns", sa.Column("due", sa.Double(), nullable=False, server_default="0"))
    op.execute("UPDATE turns SET due = last")
    clock = op.create_table(
        "turn_clock",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False, nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("fair_began", sa.Double(), nullable=False),
        sa.Column("fair_took", sa.Double(), nullable=False),
    )
    latest = op.get_bind().scalar(sa.text("SELECT max(last) FROM turns")) or 0
    start = {"number": 1, "seconds": latest, "fair_began": latest, "fair_took": 1}
    op.bulk_insert(clock, [start])
    op.drop_index("ix_turns_last", "turns")
    op.drop_column("turns", "last")
    networks = sa.Column("networks", sa.Integer(), nullable=False, server_default="1")
    op.add_column("tiles", networks)
    op.execute("UPDATE tiles SET networks = 16")
    op.add_column("landscapes", sa.Column("point_seconds", sa.Double()))
    op.execute("UPDATE landscapes SET point_seconds = tile_seconds / 16")
    op.drop_column("landscapes", "tile_seconds")


def downgrade() -> None:
    op.add_column("landscapes", sa.Column("tile_seconds", sa.Double()))
    op.execute("UPDATE landscapes SET tile_seconds = point_seconds * 16")
    op.drop_column("landscapes", "point_seconds")
    op.drop_column("tiles", "networks")
    op.add_column("turns", sa.Column("last", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("UPDATE turns SET last = CAST(due AS INTEGER)")
    op.create_index("ix_turns_last", "turns", ["last"])
    op.drop_column("turns", "due")
    op.drop_table("turn_clock")
