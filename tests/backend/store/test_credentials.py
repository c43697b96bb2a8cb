"""Laws of signing in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from backend.store import credentials
from backend.store.credentials import CredentialKind, Role
from backend.store.database import Database
from backend.store.errors import UnknownUser
from backend.store.tables import CredentialRow
from tests.backend.store.stories import OWNER

HOUR, PAST = timedelta(hours=1), timedelta(seconds=-1)
ALL = list(CredentialKind)
TOKEN, LINK, SESSION = CredentialKind.TOKEN, CredentialKind.LINK, CredentialKind.SESSION


@pytest.fixture(autouse=True)
def user(database: Database) -> None:
    with database.write() as session:
        credentials.put_user(session, OWNER, Role.EDITOR)


def issued(database: Database, kind: CredentialKind, lifetime: timedelta | None = HOUR) -> str:
    with database.write() as session:
        return credentials.issue(session, OWNER, kind, lifetime=lifetime, label="laptop")


@pytest.mark.parametrize("kind", [TOKEN, SESSION])
def test_a_secret_tells_who_it_is(database: Database, kind: CredentialKind) -> None:
    secret = issued(database, kind)
    with database.read() as session:
        found = credentials.authenticate(session, secret, ALL)
        assert found is not None
        assert (found.user, found.role, found.kind) == (OWNER, Role.EDITOR, kind)
        others = [other for other in ALL if other != kind]
        assert credentials.authenticate(session, secret, others) is None


@pytest.mark.parametrize("wrong", ["", "x", "\ud800", "\x00", "é" * 1000])
def test_a_wrong_secret_is_nobody(database: Database, wrong: str) -> None:
    issued(database, TOKEN)
    with database.write() as session:
        assert credentials.authenticate(session, wrong, ALL) is None
        assert credentials.spend_link(session, wrong) is None


def test_secrets_are_stored_as_hashes(database: Database) -> None:
    secret = issued(database, TOKEN)
    with database.read() as session:
        row = session.scalars(select(CredentialRow)).one()
    assert secret not in str(vars(row))


def test_expired_credentials_are_nobody_and_pruned(database: Database) -> None:
    expired, forever = issued(database, TOKEN, PAST), issued(database, TOKEN, None)
    with database.write() as session:
        assert credentials.authenticate(session, expired, ALL) is None
        assert credentials.authenticate(session, forever, ALL) is not None
        assert credentials.prune(session) == 1
        assert len(credentials.list_credentials(session, OWNER, TOKEN)) == 1


def test_of_eight_that_spend_a_link_one_wins(database: Database) -> None:
    secret = issued(database, LINK)

    def spend(_: int) -> bool:
        with database.write() as session:
            return credentials.spend_link(session, secret) is not None

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(spend, range(8))) == 1


def test_a_link_signs_in_by_being_spent_alone(database: Database) -> None:
    link, expired, token = (
        issued(database, LINK),
        issued(database, LINK, PAST),
        issued(database, TOKEN),
    )
    with database.write() as session:
        assert credentials.authenticate(session, link, ALL) is None
        assert credentials.spend_link(session, expired) is None
        assert credentials.spend_link(session, token) is None
        assert credentials.spend_link(session, link) is not None


def test_a_revoked_credential_is_nobody_and_only_ones_own_are_revoked(database: Database) -> None:
    secret = issued(database, TOKEN)
    with database.write() as session:
        (info,) = credentials.list_credentials(session, OWNER, TOKEN)
        assert info.label == "laptop"
        assert not credentials.revoke(session, info.id, user="eve")
        assert credentials.authenticate(session, secret, ALL) is not None
        assert credentials.revoke(session, info.id, user=OWNER)
        assert not credentials.revoke(session, info.id)
        assert credentials.authenticate(session, secret, ALL) is None


def test_a_new_role_counts_at_once(database: Database) -> None:
    secret = issued(database, TOKEN)
    with database.write() as session:
        credentials.put_user(session, OWNER, Role.VIEWER)
    with database.read() as session:
        found = credentials.authenticate(session, secret, ALL)
        assert found is not None
        assert found.role == credentials.role_of(session, OWNER) == Role.VIEWER
        assert credentials.role_of(session, "eve") is None


def test_nobody_unknown_gets_a_credential(database: Database) -> None:
    with pytest.raises(UnknownUser, match="eve"), database.write() as session:
        credentials.issue(session, "eve", TOKEN, lifetime=None)
