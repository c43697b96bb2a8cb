"""Every error leaves as `application/problem+json`, whatever the request held."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from backend.contracts.faults import Fault, faults
from backend.contracts.stored_recipes import NotKnownHere
from backend.services.errors import Conflict, FieldError, Invalid, Refusal

MAX_ERRORS = 20
MAX_TEXT = 500


def problem(refusal: Refusal) -> Response:
    """The refusal as RFC 9457 describes it."""
    body = {
        "type": "about:blank",
        "title": refusal.title,
        "status": refusal.status,
        "code": refusal.code,
        "detail": _clean(refusal.detail),
        "errors": [
            {"pointer": _clean(error.pointer), "detail": _clean(error.detail)}
            for error in refusal.errors[:MAX_ERRORS]
        ],
        **refusal.members,
    }
    return Response(
        json.dumps(body, allow_nan=False),
        status_code=refusal.status,
        headers=refusal.headers,
        media_type="application/problem+json",
    )


def _clean(text: str) -> str:
    """Printable in any encoding: lone surrogates, which JSON may hold, are spelled out."""
    return text.encode("utf-8", "backslashreplace").decode()[:MAX_TEXT]


def invalid(errors: Sequence[Mapping[str, Any]], body: object) -> Invalid:
    """Pydantic's findings about the body, or about parameters."""
    fields = [FieldError(*fault) for fault in _faults(errors, body)]
    first = fields[0]
    more = f" (and {len(fields) - 1} more)" if len(fields) > 1 else ""
    whole = "the body" if errors[0]["loc"][0] == "body" else "the query"
    return Invalid(f"{first.pointer or whole}: {first.detail}{more}", errors=fields)


def _faults(errors: Sequence[Mapping[str, Any]], body: object) -> list[Fault]:
    if errors[0]["type"] == "json_invalid":
        place = f"not valid JSON at character {errors[0]['loc'][-1]}"
        return [Fault("", f"{place}: {errors[0]['ctx']['error']}")]
    found = []
    for source in dict.fromkeys(error["loc"][0] for error in errors):
        own = [{**e, "loc": e["loc"][1:]} for e in errors if e["loc"][0] == source]
        found += faults(own, body if source == "body" else None)
    return found


def _from_http(request: Request, error: HTTPException) -> Refusal:
    status = HTTPStatus(error.status_code)
    said = error.detail if error.detail != status.phrase else _unrouted(request, error)
    refusal = Refusal(said, headers=error.headers)
    refusal.status = status
    refusal.title = status.phrase.capitalize()
    refusal.code = status.phrase.lower().replace(" ", "_")
    return refusal


def _unrouted(request: Request, error: HTTPException) -> str:
    """What a router says that finds nobody for a request."""
    place = request.url.path
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return f"{request.method} is not possible at {place!r}"
    if error.status_code == HTTPStatus.NOT_FOUND:
        return f"there is nothing at {place!r}"
    return error.detail


def install(app: FastAPI) -> None:
    """Make the application answer with problems only."""

    @app.exception_handler(Refusal)
    async def refused(_: Request, error: Refusal) -> Response:
        return problem(error)

    @app.exception_handler(NotKnownHere)
    async def not_known(_: Request, error: NotKnownHere) -> Response:
        return problem(Conflict(str(error)))

    @app.exception_handler(RequestValidationError)
    async def not_valid(_: Request, error: RequestValidationError) -> Response:
        return problem(invalid(error.errors(), error.body))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        if error.status_code in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
            return Response(status_code=error.status_code, headers=error.headers)
        return problem(_from_http(request, error))

    @app.exception_handler(Exception)
    async def failed(_: Request, _error: Exception) -> Response:
        return problem(Refusal("an unexpected error; the log of the service has the details"))
