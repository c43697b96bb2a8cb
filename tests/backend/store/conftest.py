"""A migrated database for each test: SQLite, and PostgreSQL where a server is named."""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from secrets import token_hex

import pytest
from sqlalchemy import create_engine, make_url, text

from backend.contracts.landscapes import Landscape, LandscapeRequest
from backend.store.database import Database, migrate
from tests.backend.store.growing import made

POSTGRES = os.environ.get("PAYSAGE_TEST_POSTGRES_URL", "")
KINDS = ["sqlite", *(["postgresql"] if POSTGRES else [])]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file; copying it is quicker than migrating."""
    path = tmp_path_factory.mktemp("template") / "paysage.sqlite3"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def processes() -> Iterator[Executor]:
    """Two processes of their own, as workers are; started once, since that takes seconds."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield pool


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, template: Path, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        shutil.copy(template, tmp_path / "paysage.sqlite3")
        yield f"sqlite:///{tmp_path / 'paysage.sqlite3'}"
        return
    schema, engine = f"test_{token_hex(6)}", create_engine(POSTGRES)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    own = make_url(POSTGRES).update_query_dict({"options": f"-csearch_path={schema}"})
    own_url = own.render_as_string(hide_password=False)
    database = Database(own_url)
    migrate(database)
    database.close()
    yield own_url
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database(url)
    yield opened
    opened.close()


@pytest.fixture
def landscape(database: Database) -> Landscape:
    """17 x 9 points in two levels."""
    return made(database, LandscapeRequest(resolution=(17, 9)))
