"""Runs that differ by seed alone, and the figures that lists of runs show."""

import sqlalchemy as sa
from alembic import op

from backend.store.grouping import hash_without_seeds

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FIGURES = ("accuracy", "accuracy_standard_error", "nll", "nll_standard_error")


def upgrade() -> None:
    op.create_table(
        "run_figures",
        sa.Column(
            "run_id",
            sa.String(32),
            sa.ForeignKey("runs.id", ondelete="CASCADE"),
            primary_key=True,
            nullable=False,
        ),
        *(sa.Column(name, sa.Double()) for name in FIGURES),
    )
    op.add_column("runs", sa.Column("group_hash", sa.String(64)))
    op.create_index("ix_runs_group_hash", "runs", ["group_hash"])
    _group_what_is_there()


def _group_what_is_there() -> None:
    """In the order of creation: a run starts from older ones."""
    runs = sa.table("runs", *map(sa.column, ("number", "id", "group_hash")), _recipe())
    connection = op.get_bind()
    groups: dict[str, str] = {}
    for run, recipe in connection.execute(sa.select(runs.c.id, runs.c.recipe).order_by("number")):
        groups[run] = hash_without_seeds(recipe, groups)
    for run, group in groups.items():
        connection.execute(runs.update().where(runs.c.id == run).values(group_hash=group))


def _recipe() -> sa.ColumnClause[object]:
    return sa.column("recipe", sa.JSON())


def downgrade() -> None:
    op.drop_index("ix_runs_group_hash", "runs")
    op.drop_column("runs", "group_hash")
    op.drop_table("run_figures")
