"""Signing in with a one-time link, and signing out."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from backend.api.dependencies import AccountsOf, SignedIn
from backend.api.middleware import returning
from backend.api.middleware.cookies import cookie_name
from backend.api.middleware.returning import SIGN_IN
from backend.api.routers.sign_in_page import sign_in_page
from backend.services.accounts import SESSION_LIFETIME
from backend.services.errors import NotSignedIn

router = APIRouter(include_in_schema=False)

Secret = Annotated[str, Form(alias="token", max_length=200)]


@router.get(SIGN_IN)
def page(
    request: Request,
    token: Annotated[str, Query(max_length=200)] = "",
    demo: Annotated[bool, Query()] = False,
    wanted: Annotated[str, Query(alias=returning.NEXT)] = "",
) -> HTMLResponse:
    """Looking at the page spends nothing: link previews may open it."""
    response = HTMLResponse(sign_in_page(token, demo=demo))
    returning.keep(request, response, wanted)
    return response


@router.post(SIGN_IN)
def sign_in(
    request: Request,
    accounts: AccountsOf,
    secret: Secret = "",
    demo: Annotated[bool, Form()] = False,
) -> Response:
    """Spend the link's token for a session; `demo` lets the page play by itself."""
    try:
        session = accounts.sign_in(secret)
    except NotSignedIn as refusal:
        return HTMLResponse(sign_in_page("", refusal.detail), HTTPStatus.FORBIDDEN)
    onward = "/?demo=1" if demo else returning.kept(request)
    response = RedirectResponse(onward, HTTPStatus.SEE_OTHER)
    response.set_cookie(
        cookie_name(request),
        session,
        max_age=int(SESSION_LIFETIME.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.scope["scheme"] == "https",
    )
    returning.forget(request, response)
    return response


@router.post("/sign-out")
def sign_out(request: Request, identity: SignedIn, accounts: AccountsOf) -> Response:
    accounts.sign_out(identity)
    response = RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)
    response.delete_cookie(cookie_name(request), httponly=True, samesite="lax")
    returning.forget(request, response)
    return response
