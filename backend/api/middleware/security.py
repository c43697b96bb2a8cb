"""The outermost layer: every request, for the service and the mounted pages alike, passes here.

It authenticates (bearer token or session cookie), holds changing requests by cookie to our own
pages, answers only to known host names, and puts security headers on every answer. Handlers and
mounted applications find who asks in `scope["state"]["identity"]`.
"""

from collections.abc import Sequence
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.api.middleware.cookies import cookie_name, split_host
from backend.api.middleware.errors import problem
from backend.api.middleware.returning import SIGN_IN, way_through
from backend.services.accounts import Accounts
from backend.services.errors import BadRequest, NotAllowed, NotSignedIn, Refusal
from backend.store.credentials import Identity

API = "/api/"
DOCS = "/api/v1/docs"
"""A page, though it lies among the addresses of the API."""
OWN_HEADER = "x-paysage"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_OPEN = {("GET", "/healthz"), ("GET", SIGN_IN), ("POST", SIGN_IN)}


class Security:
    """Wraps the whole application. `script_hashes`: CSP sources of the pages' inline scripts."""

    def __init__(
        self,
        app: ASGIApp,
        accounts: Accounts,
        allowed_hosts: Sequence[str],
        script_hashes: Sequence[str] = (),
    ) -> None:
        self.app = app
        self._accounts = accounts
        self._allowed_hosts = {host.lower() for host in allowed_hosts}
        self._headers = _security_headers(script_hashes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, self._with_headers(scope, send))
        else:  # nothing here speaks websocket
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        try:
            await self._admit(request)
        except Refusal as refusal:
            await _refused(request, refusal)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _admit(self, request: Request) -> None:
        """Let the request pass or refuse it; says who asks in the request's state."""
        self._check_host(request)
        if (request.method, _path(request)) in _OPEN:
            if "origin" in request.headers and request.method not in SAFE_METHODS:
                _check_origin(request)
            return
        request.state.identity = await self._identity(request)

    def _check_host(self, request: Request) -> None:
        name, _ = split_host(request.headers.get("host", ""))
        if name not in self._allowed_hosts:
            raise BadRequest(
                f"this service does not answer to the host {name[:80]!r}; "
                "its operator lists host names in PAYSAGE_ALLOWED_HOSTS"
            )

    async def _identity(self, request: Request) -> Identity:
        if "authorization" in request.headers:
            return await run_in_threadpool(self._accounts.by_token, _bearer(request))
        secret = request.cookies.get(cookie_name(request))
        if not secret:
            raise NotSignedIn("sign in first; `paysage token` prints a link")
        identity = await run_in_threadpool(self._accounts.by_session, secret)
        if request.method not in SAFE_METHODS:
            _check_origin(request)
            _check_own_header(request)
        return identity

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith(API):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        return guarded


def _path(request: Request) -> str:
    """The path that the application will see; that of `request.url` ends at an encoded `?`."""
    return str(request.scope["path"])


def _bearer(request: Request) -> str:
    scheme, _, secret = request.headers["authorization"].partition(" ")
    if scheme.lower() != "bearer" or not secret:
        raise NotSignedIn("expected `Authorization: Bearer <token>`")
    return secret.strip()


def _check_origin(request: Request) -> None:
    """Only our own pages may use the cookie to change something."""
    host = request.headers["host"].lower()
    if request.headers.get("origin") not in (f"http://{host}", f"https://{host}"):
        raise NotAllowed("a changing request by cookie needs the Origin of this service itself")


def _check_own_header(request: Request) -> None:
    """A form on a foreign page cannot set it. Dash's own requests and ours to sign out go without.

    They are held by their Origin alone: Dash does not let us add the header everywhere.
    """
    if _path(request).startswith(API) and OWN_HEADER not in request.headers:
        raise NotAllowed("a changing request by cookie needs the header X-Paysage")


def _refused(request: Request, refusal: Refusal) -> Response:
    """A problem, or the way to the sign-in page for somebody who opens a page."""
    path = _path(request)
    is_page = request.method in ("GET", "HEAD") and (path == DOCS or not path.startswith(API))
    if isinstance(refusal, NotSignedIn) and is_page:
        return RedirectResponse(way_through(_wanted(request)), HTTPStatus.SEE_OTHER)
    return problem(refusal)


def _wanted(request: Request) -> str:
    """What to come back to: a page that a person opened, not its icon."""
    if "text/html" not in request.headers.get("accept", ""):
        return ""
    query = request.url.query
    return f"{_path(request)}?{query}" if query else _path(request)


def _security_headers(script_hashes: Sequence[str]) -> dict[str, str]:
    scripts = " ".join(["'self'", *script_hashes])
    policy = {
        "default-src": "'self'",
        "script-src": scripts,
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # Not no-referrer: with it browsers send the sign-in form with the Origin "null".
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
