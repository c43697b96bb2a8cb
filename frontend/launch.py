"""The composition root: the one place of the front end that knows the service and its store."""

from datetime import timedelta
from typing import Any

from backend.contracts.settings import Settings
from backend.store import credentials
from backend.store.credentials import CredentialKind, Role
from backend.store.database import Database, migrate
from frontend import application
from frontend.application import Admission, Options

ADMIN = "admin"
LINK_LIFETIME = timedelta(hours=12)
TOKEN_LABEL = "client.json"  # noqa: S105 - a name, no secret


def up(options: Options) -> int:
    """Start everything and stay until asked to stop; returns the exit code."""
    return application.run(options, admit)


def web_app() -> Any:
    """The ASGI application: the API, and the page behind it. A factory for uvicorn."""
    from a2wsgi import WSGIMiddleware

    from backend.api.main import create_app
    from frontend.web.app import create_dash

    page = WSGIMiddleware(create_dash().server, workers=10)
    return create_app(Settings(), mounts=[("/", page)])


def admit(settings: Settings, known_token: str | None) -> Admission:
    """Bring the database up to date and let the administrator in.

    Args:
        known_token: of an earlier start; it is kept while it is valid.
    """
    database = Database(settings.database)
    try:
        migrate(database)
        with database.write() as session:
            if credentials.role_of(session, ADMIN) is None:
                credentials.put_user(session, ADMIN, Role.ADMIN)
            token = known_token
            if token is None or not credentials.authenticate(
                session, token, [CredentialKind.TOKEN]
            ):
                token = credentials.issue(
                    session, ADMIN, CredentialKind.TOKEN, lifetime=None, label=TOKEN_LABEL
                )
            link = credentials.issue(session, ADMIN, CredentialKind.LINK, lifetime=LINK_LIFETIME)
            return Admission(token, link)
    finally:
        database.close()


def sign_in_secret(settings: Settings) -> str:
    """Of a new one-time link for the administrator."""
    database = Database(settings.database)
    try:
        with database.write() as session:
            return credentials.issue(session, ADMIN, CredentialKind.LINK, lifetime=LINK_LIFETIME)
    finally:
        database.close()
