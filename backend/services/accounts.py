"""Signing in and out, and the tokens of a user."""

from datetime import timedelta

from backend.contracts.accounts import NewToken, Token, TokenRequest
from backend.services.errors import NotFound, NotSignedIn
from backend.store import credentials
from backend.store.credentials import CredentialKind, Identity
from backend.store.database import Database

SESSION_LIFETIME = timedelta(days=30)
_HOW = "`paysage token` prints a link to sign in"


class Accounts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def by_token(self, secret: str) -> Identity:
        """Whose bearer token this is."""
        return self._by(secret, CredentialKind.TOKEN)

    def by_session(self, secret: str) -> Identity:
        """Whose browser session this is."""
        return self._by(secret, CredentialKind.SESSION)

    def _by(self, secret: str, kind: CredentialKind) -> Identity:
        with self._database.read() as session:
            identity = credentials.authenticate(session, secret, [kind])
        if identity is None:
            raise NotSignedIn(f"this {kind} is unknown or has expired; {_HOW}")
        return identity

    def sign_in(self, link_secret: str) -> str:
        """Spend a one-time link for the secret of a new session."""
        with self._database.write() as session:
            credentials.prune(session)
            identity = credentials.spend_link(session, link_secret)
            if identity is None:
                raise NotSignedIn("this link was used already or has expired")
            return credentials.issue(
                session, identity.user, CredentialKind.SESSION, lifetime=SESSION_LIFETIME
            )

    def sign_out(self, identity: Identity) -> None:
        """End a browser session; a bearer token stays what it is."""
        if identity.kind is not CredentialKind.SESSION:
            return
        with self._database.write() as session:
            credentials.revoke(session, identity.credential, identity.user)

    def issue_token(self, identity: Identity, request: TokenRequest) -> NewToken:
        """A bearer token with the user's own role."""
        with self._database.write() as session:
            secret = credentials.issue(
                session,
                identity.user,
                CredentialKind.TOKEN,
                lifetime=timedelta(days=request.days),
                label=request.label,
            )
            issued = credentials.authenticate(session, secret, [CredentialKind.TOKEN])
        if issued is None:
            raise RuntimeError("a token that was just issued is not known")
        return NewToken(id=issued.credential, token=secret)

    def tokens(self, identity: Identity) -> list[Token]:
        """The user's bearer tokens, without their secrets."""
        with self._database.read() as session:
            infos = credentials.list_credentials(session, identity.user, CredentialKind.TOKEN)
        return [Token.model_validate(info, from_attributes=True) for info in infos]

    def revoke_token(self, identity: Identity, token: str) -> None:
        with self._database.write() as session:
            if not credentials.revoke(session, token, identity.user):
                raise NotFound(f"you have no token {token[:40]!r}")
