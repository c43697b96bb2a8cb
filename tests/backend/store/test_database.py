"""Laws of sessions, clock and migrations."""

from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select, text

from backend.store import values
from backend.store.database import Database, is_id, migrate, new_id, now
from backend.store.tables import Base, SettingRow


def test_migrations_make_the_tables_that_the_code_declares(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def migrate_and_count(url: str) -> int:
    database = Database(url)
    migrate(database)
    with database.read() as session:
        count = session.scalar(text("SELECT count(*) FROM alembic_version"))
    database.close()
    return int(count)


def test_processes_that_start_at_once_migrate_once(processes: Executor, tmp_path: Path) -> None:
    for name in "abc":
        url = f"sqlite:///{tmp_path / name}.sqlite3"
        assert list(processes.map(migrate_and_count, [url] * 2)) == [1, 1]


def test_a_new_file_takes_connections_that_come_at_once(tmp_path: Path) -> None:
    together = Barrier(4)

    def mode(name: str) -> str:
        database = Database(f"sqlite:///{tmp_path / name}.sqlite3")
        together.wait()
        with database.read() as session:
            found = str(session.scalar(text("PRAGMA journal_mode")))
        database.close()
        return found

    with ThreadPoolExecutor(4) as threads:
        for name in "abcdefghijklmnopqrstuvwxyz":
            assert list(threads.map(mode, [name] * 4)) == ["wal"] * 4


def test_a_write_that_raises_leaves_nothing(database: Database) -> None:
    def put_and_raise() -> None:
        with database.write() as session:
            values.put(session, "example", {"run": "0123456789ab"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        put_and_raise()
    with database.read() as session:
        assert values.get(session, "example") is None


def test_writers_wait_for_each_other_and_lose_nothing(database: Database) -> None:
    def add(number: int) -> None:
        for part in range(5):
            with database.write() as session:
                seen = session.scalar(select(func.count()).select_from(SettingRow))
                values.put(session, f"{number}.{part}", {"seen": seen})

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add, range(8)))
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(SettingRow)) == 40


def test_a_reader_sees_one_state(database: Database) -> None:
    with database.read() as session:
        assert session.scalars(select(SettingRow.name)).all() == []
        with database.write() as writer:
            values.put(writer, "example", {})
        assert session.scalars(select(SettingRow.name)).all() == []
    with database.read() as session:
        assert session.scalars(select(SettingRow.name)).all() == ["example"]


def test_sqlite_survives_a_power_cut_and_knows_foreign_keys(template: Path) -> None:
    database = Database(f"sqlite:///{template}")
    with database.read() as session:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        assert [session.scalar(text(f"PRAGMA {name}")) for name in pragmas] == ["wal", 2, 1, 10_000]
    database.close()


def test_the_clock_is_utc_with_parts_of_a_second(database: Database) -> None:
    with database.read() as session:
        moments = [now(session) for _ in range(20)]
    assert moments == sorted(moments)
    assert all(moment.utcoffset() == timedelta(0) for moment in moments)
    assert abs(moments[0] - datetime.now(UTC)) < timedelta(seconds=5)
    assert any(moment.microsecond for moment in moments)


def test_new_ids_are_ids() -> None:
    assert is_id(new_id())
    assert new_id() != new_id()


@pytest.mark.parametrize(
    "odd", ["", "x", "../../etc", "ABCDEF012345", "0" * 33, "0123\x0056789", "'"]
)
def test_odd_texts_are_no_ids(odd: str) -> None:
    assert not is_id(odd)
