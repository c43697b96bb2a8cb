"""The service over a real database and a real Redis, and people who use it.

One stack serves a whole module, since starting it costs more than most tests: a test makes the runs
it looks at, and counts no others.
"""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
import redis
from starlette.types import ASGIApp

from backend.api.dependencies import Services
from backend.api.main import create_app
from backend.contracts.settings import Settings
from backend.store import credentials
from backend.store.artifacts import Artifacts
from backend.store.checkpoints import Checkpoints
from backend.store.credentials import CredentialKind, Role
from backend.store.database import Database, migrate
from tests.backend.people import Person, Register
from tests.backend.serving import served, service_of
from tests.backend.stand_in import StandIn, standing_in


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, redis_url: str) -> Settings:
    return Settings(state_dir=tmp_path_factory.mktemp("state"), redis_url=redis_url)


@pytest.fixture(scope="module")
def database(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database)
    migrate(database)
    yield database
    database.close()


@pytest.fixture(scope="module")
def artifacts(settings: Settings) -> Artifacts:
    return Artifacts(settings.artifacts_path)


@pytest.fixture(scope="module")
def checkpoints(settings: Settings) -> Checkpoints:
    return Checkpoints(settings.checkpoints_path)


@pytest.fixture(scope="module")
def redis_client(redis_url: str) -> Iterator[redis.Redis]:
    """A client of the session's server, emptied afterwards."""
    client = redis.Redis.from_url(redis_url)
    yield client
    client.flushall()
    client.close()


@pytest.fixture(scope="module")
def app(settings: Settings, database: Database, redis_client: redis.Redis) -> ASGIApp:
    return create_app(settings, database)


@pytest.fixture(scope="module")
def services(app: ASGIApp) -> Services:
    """What the handlers of the running application call."""
    services: Services = service_of(app).state.services
    return services


@pytest.fixture(scope="module")
def url(app: ASGIApp) -> Iterator[str]:
    """Address of the running application."""
    with served(app) as address:
        yield address


@pytest.fixture
def anonymous(url: str) -> Iterator[httpx.Client]:
    """A client without any credential."""
    with httpx.Client(base_url=url, timeout=30) as client:
        yield client


@pytest.fixture
def register(anonymous: httpx.Client, database: Database) -> Register:
    """Registers a user and gives a client that speaks with a bearer token."""

    def make(name: str, role: Role) -> Person:
        with database.write() as session:
            credentials.put_user(session, name, role)
            secret = credentials.issue(
                session, name, CredentialKind.TOKEN, lifetime=timedelta(hours=1)
            )
        return Person(anonymous, secret)

    return make


@pytest.fixture
def admin(register: Register) -> Person:
    return register("ada", Role.ADMIN)


@pytest.fixture
def editor(register: Register) -> Person:
    return register("emil", Role.EDITOR)


@pytest.fixture
def viewer(register: Register) -> Person:
    return register("vera", Role.VIEWER)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def worker(redis_client: redis.Redis) -> Iterator[StandIn]:
    """In place of the interactive one."""
    with standing_in(redis_client) as worker:
        yield worker


@pytest.fixture
def link(database: Database) -> str:
    """Secret of a one-time link."""
    with database.write() as session:
        credentials.put_user(session, "ada", Role.ADMIN)
        return credentials.issue(session, "ada", CredentialKind.LINK, lifetime=timedelta(minutes=5))
