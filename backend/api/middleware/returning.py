"""Where somebody wanted to go who had to sign in first: an address of this service, in a cookie."""

from urllib.parse import quote, unquote, urlencode

from fastapi import Request
from starlette.responses import Response

from backend.api.middleware.cookies import cookie_name

SIGN_IN = "/sign-in"
NEXT = "next"
LIFETIME = 3600
"""Seconds for which it is kept: as long as one may take to come by a link."""
NOT_PAGES = ("//", "/_", "/api/", SIGN_IN, "/sign-out")
"""What an address begins with that leads to another host, or to no page."""
LONGEST = 2_000
"""Characters."""


def way_through(wanted: str) -> str:
    """The sign-in page's address that leads on to `wanted`."""
    return f"{SIGN_IN}?{urlencode({NEXT: wanted})}" if is_own(wanted) and wanted != "/" else SIGN_IN


def is_own(wanted: str) -> bool:
    """Whether a browser can only take it for a page of this service.

    Browsers read `//host`, and a backslash as a slash; they drop control characters before that.
    """
    return (
        wanted.startswith("/")
        and not wanted.startswith(NOT_PAGES)
        and len(wanted) <= LONGEST
        and wanted.isprintable()
        and "\\" not in wanted
    )


def keep(request: Request, response: Response, wanted: str) -> None:
    """Remember it until the way in is found, perhaps in another window of this browser."""
    if not is_own(wanted):
        return
    response.set_cookie(
        _name(request),
        quote(wanted, safe=""),
        max_age=LIFETIME,
        httponly=True,
        samesite="lax",
        secure=request.scope["scheme"] == "https",
    )


def kept(request: Request) -> str:
    """What was kept, checked again; else the first page."""
    wanted = unquote(request.cookies.get(_name(request), ""))
    return wanted if is_own(wanted) else "/"


def forget(request: Request, response: Response) -> None:
    if _name(request) not in request.cookies:
        return
    response.delete_cookie(_name(request), httponly=True, samesite="lax")


def _name(request: Request) -> str:
    return f"{cookie_name(request)}-{NEXT}"
