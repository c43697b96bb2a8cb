"""The database: one engine, read and write sessions, its clock and its migrations."""

import re
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from unicodedata import normalize

from sqlalchemy import Connection, Engine, Select, create_engine, event, text
from sqlalchemy.orm import Session

Row = TypeVar("Row")

BUSY_SECONDS = 10
MIGRATION_LOCK = 0x70617973  # any constant of our own: the key of PostgreSQL's advisory lock


class Database:
    """One engine. Make one per process: connections do not survive a fork."""

    def __init__(self, url: str) -> None:
        file = url.startswith("sqlite")
        arguments = {"timeout": BUSY_SECONDS} if file else {}
        # A server may have been restarted since the last use of a connection.
        self.engine = create_engine(url, connect_args=arguments, pool_pre_ping=not file)
        self._writer = self.engine.execution_options(immediate=True)
        self._reader: Engine = self.engine
        if file:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        else:
            self._reader = self.engine.execution_options(isolation_level="REPEATABLE READ")

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one consistent state and commits nothing."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed at the end, rolled back when the block raises."""
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def exclusive(self) -> Iterator[Connection]:
        """One transaction that no other process migrates beside."""
        with self._writer.begin() as connection:
            if self.engine.dialect.name == "postgresql":
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK}
                )
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is ours: sqlite3 would only know the deferred one
    # SQLite's own knows the 26 letters of ASCII alone: "größe" would not find "GRÖSSE".
    connection.create_function("lower", 1, _folded, deterministic=True)
    cursor = connection.cursor()
    _write_ahead(cursor)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _folded(text: str | None) -> str | None:
    """Equal for texts that differ by case alone, or by how accents are put together."""
    return None if text is None else normalize("NFC", text).casefold()


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Turn to write-ahead logging, once and for all of the file's later connections."""
    last = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            # Of several that turn a new file at once SQLite refuses some without waiting.
            if time.monotonic() > last:
                raise
            time.sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that turns writer fails with "locked" at once; an immediate one waits.
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def now(session: Session) -> datetime:
    """The database's clock, UTC: the one clock all processes share; milliseconds on SQLite."""
    if session.get_bind().dialect.name == "sqlite":
        clock = session.scalar(text("SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')"))
        return datetime.fromisoformat(str(clock))
    # clock_timestamp, not CURRENT_TIMESTAMP: the latter stands still within a transaction.
    moment: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
    return moment


def new_id() -> str:
    """A random id: 12 lowercase hexadecimal digits."""
    return secrets.token_hex(6)


def locked(
    statement: Select[Row], *, of: type[Any] | None = None, skip: bool = False, share: bool = False
) -> Select[Row]:
    """Rows that no other transaction changes until this one ends, as they are now.

    Without `populate_existing` a row that the session has read before would keep its old values.
    """
    held = statement.with_for_update(of=of, skip_locked=skip, read=share)
    return held.execution_options(populate_existing=True)


def is_id(text: str) -> bool:
    """Whether the text can be an id at all: other text is not looked for in the database."""
    return re.fullmatch(r"[a-z0-9]{8,32}", text) is not None


def alone(session: Session, name: str) -> None:
    """Wait until no other transaction holds `name`; SQLite has one writer at a time anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name}
        )


def alone_now(session: Session, name: str) -> bool:
    """As `alone`, but false instead of waiting."""
    if session.get_bind().dialect.name != "postgresql":
        return True
    statement = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
    return bool(session.scalar(statement, {"name": name}))


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the schema to its newest revision; safe when several processes start at once."""
    from alembic import command  # here alone: workers never migrate
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with database.exclusive() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
