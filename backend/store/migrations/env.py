"""Alembic runs this: it migrates within the transaction that `database.migrate` has opened."""

from alembic import context

from backend.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,  # true for SQLite too, since BEGIN is our own
    render_as_batch=True,
)
context.run_migrations()
