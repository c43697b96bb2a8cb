"""Who may sign in, and with what: bearer tokens, one-time links, browser sessions.

Secrets are random and long, so a plain sha256 keeps them; the database never holds one.
"""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session

from backend.store.database import is_id, new_id, now
from backend.store.errors import UnknownUser
from backend.store.tables import CredentialRow, UserRow


class Role(StrEnum):
    """What a user may do: read; also start and change own runs; everything."""

    VIEWER = "viewer"
    EDITOR = "editor"
    ADMIN = "admin"


class CredentialKind(StrEnum):
    TOKEN = "token"  # noqa: S105 -- a kind, no secret
    LINK = "link"
    SESSION = "session"


@dataclass(frozen=True)
class Identity:
    """Who a secret belongs to."""

    user: str
    role: Role
    credential: str
    """Id of the credential, by which it is revoked."""
    kind: CredentialKind


@dataclass(frozen=True)
class CredentialInfo:
    id: str
    label: str
    created_at: datetime
    expires_at: datetime | None


def put_user(session: Session, name: str, role: Role) -> None:
    """Register a user, or give a registered one another role."""
    row = session.get(UserRow, name)
    if row is None:
        session.add(UserRow(name=name, role=role, created_at=now(session)))
        session.flush()
    else:
        row.role = role


def role_of(session: Session, name: str) -> Role | None:
    row = session.get(UserRow, name)
    return None if row is None else Role(row.role)


def issue(
    session: Session,
    user: str,
    kind: CredentialKind,
    *,
    lifetime: timedelta | None,
    label: str = "",
) -> str:
    """Make a credential and give its secret, this once; without a lifetime it never expires.

    Raises:
        UnknownUser: nobody of that name is registered.
    """
    if session.get(UserRow, user) is None:
        raise UnknownUser(user)
    moment, secret = now(session), secrets.token_urlsafe(32)
    row = CredentialRow(
        id=new_id(),
        user=user,
        kind=kind,
        secret_sha256=_hash(secret),
        label=label,
        created_at=moment,
        expires_at=None if lifetime is None else moment + lifetime,
    )
    session.add(row)
    session.flush()
    return secret


def authenticate(
    session: Session, secret: str, kinds: Collection[CredentialKind]
) -> Identity | None:
    """Whose valid token or session this is; a link never signs in by itself."""
    allowed = [kind for kind in kinds if kind != CredentialKind.LINK]
    return _identity(session, secret, allowed)


def spend_link(session: Session, secret: str) -> Identity | None:
    """Whose one-time link this was: it is gone afterwards, so of two spenders one wins."""
    identity = _identity(session, secret, [CredentialKind.LINK])
    if identity is None or not revoke(session, identity.credential):
        return None
    return identity


def _identity(session: Session, secret: str, kinds: Collection[CredentialKind]) -> Identity | None:
    found = session.execute(
        select(CredentialRow, UserRow.role)
        .join(UserRow, UserRow.name == CredentialRow.user)
        .where(
            CredentialRow.secret_sha256 == _hash(secret),
            CredentialRow.kind.in_(kinds),
            or_(CredentialRow.expires_at.is_(None), CredentialRow.expires_at > now(session)),
        )
    ).first()
    if found is None:
        return None
    row, role = found
    return Identity(row.user, Role(role), row.id, CredentialKind(row.kind))


def revoke(session: Session, credential_id: str, user: str | None = None) -> bool:
    """End a credential; with `user`, only one of that user's. Whether there was one."""
    if not is_id(credential_id):
        return False
    conditions: list[ColumnElement[bool]] = [CredentialRow.id == credential_id]
    if user is not None:
        conditions.append(CredentialRow.user == user)
    gone = session.scalar(delete(CredentialRow).where(*conditions).returning(CredentialRow.id))
    return gone is not None


def list_credentials(session: Session, user: str, kind: CredentialKind) -> list[CredentialInfo]:
    """The user's credentials of one kind, oldest first, without their secrets."""
    rows = session.scalars(
        select(CredentialRow)
        .where(CredentialRow.user == user, CredentialRow.kind == kind)
        .order_by(CredentialRow.created_at, CredentialRow.id)
    )
    return [CredentialInfo(row.id, row.label, row.created_at, row.expires_at) for row in rows]


def prune(session: Session) -> int:
    """Forget expired credentials; how many there were."""
    expired = delete(CredentialRow).where(CredentialRow.expires_at <= now(session))
    return len(session.scalars(expired.returning(CredentialRow.id)).all())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
