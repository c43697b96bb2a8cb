"""Bearer tokens of the signed-in user."""

from http import HTTPStatus

from fastapi import APIRouter

from backend.api.dependencies import AccountsOf, SignedIn
from backend.contracts.accounts import NewToken, Token, TokenRequest

router = APIRouter(prefix="/tokens", tags=["tokens"])


@router.post("", status_code=HTTPStatus.CREATED)
def create(request: TokenRequest, identity: SignedIn, accounts: AccountsOf) -> NewToken:
    """The secret is shown this once."""
    return accounts.issue_token(identity, request)


@router.get("")
def tokens(identity: SignedIn, accounts: AccountsOf) -> list[Token]:
    return accounts.tokens(identity)


@router.delete("/{token_id}", status_code=HTTPStatus.NO_CONTENT)
def revoke(token_id: str, identity: SignedIn, accounts: AccountsOf) -> None:
    accounts.revoke_token(identity, token_id)
