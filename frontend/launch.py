"""The composition root: the one place of the front end that knows the service and its store."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from backend.contracts.settings import Settings
from backend.store import credentials, troubles
from backend.store.credentials import CredentialKind, Role
from backend.store.database import Database, migrate
from frontend import application
from frontend.application import Admission, Options, StartFailed

ADMIN = "admin"
LINK_LIFETIME = timedelta(hours=12)
TOKEN_LABEL = "client.json"  # noqa: S105 - a name, no secret


def up(options: Options) -> int:
    """Start everything and stay until asked to stop; returns the exit code."""
    return application.run(options, admit, warn)


def web_app() -> Any:
    """The ASGI application: the API, and the page behind it. A factory for uvicorn."""
    from a2wsgi import WSGIMiddleware

    from backend.api.main import create_app
    from frontend.web.app import create_dash

    dash = create_dash()
    page = WSGIMiddleware(dash.server, workers=10)
    return create_app(Settings(), mounts=[("/", page)], script_hashes=dash.csp_hashes())


def admit(settings: Settings, known_token: str | None) -> Admission:
    """Bring the database up to date and let the administrator in.

    Args:
        known_token: of an earlier start; it is kept while it is valid.
    """
    with _database(settings) as database:
        _prepare(database)
        with database.write() as session:
            troubles.forget(session)
            valid = known_token and credentials.authenticate(
                session, known_token, [CredentialKind.TOKEN]
            )
            token = known_token if valid else None
            return Admission(token or _new_token(session), _new_link(session))


def warn(settings: Settings, queue: str, sentence: str) -> None:
    """Keep what the supervisor says of a worker that dies again and again."""
    with (
        suppress(StartFailed),  # the supervisor goes on, and the log says it too
        _database(settings) as database,
        database.write() as session,
    ):
        troubles.report(session, queue, sentence)


def migrate_database(settings: Settings) -> None:
    """Bring the database up to date and register the administrator."""
    with _database(settings) as database:
        _prepare(database)


def sign_in_secret(settings: Settings) -> str:
    """Of a new one-time link for the administrator."""
    with _database(settings) as database, database.write() as session:
        return _new_link(session)


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    """The database, or one sentence that says why there is none.

    Raises:
        StartFailed: It cannot be opened, or nobody answers there.
    """
    try:
        database = Database(settings.database)
    except (SQLAlchemyError, ImportError) as error:
        raise StartFailed(_no_database(settings, error)) from error
    try:
        yield database
    except OperationalError as error:
        raise StartFailed(_no_database(settings, error.orig or error)) from error
    finally:
        database.close()


def _no_database(settings: Settings, error: BaseException) -> str:
    """The first line of what the database said, and what to do about it."""
    place = "PAYSAGE_DATABASE_URL" if settings.database_url else f"{settings.state_dir}"
    why = str(error).strip().partition("\n")[0]
    return f"The database at {place} cannot be used ({why}); start it, or name another one."


def _prepare(database: Database) -> None:
    migrate(database)
    with database.write() as session:
        if credentials.role_of(session, ADMIN) is None:
            credentials.put_user(session, ADMIN, Role.ADMIN)


def _new_token(session: Session) -> str:
    return credentials.issue(session, ADMIN, CredentialKind.TOKEN, lifetime=None, label=TOKEN_LABEL)


def _new_link(session: Session) -> str:
    return credentials.issue(session, ADMIN, CredentialKind.LINK, lifetime=LINK_LIFETIME)
