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
    return Invalid(f"{first.pointer or 'the body'}: {first.detail}{more}", errors=fields)


def _faults(errors: Sequence[Mapping[str, Any]], body: object) -> list[Fault]:
    if errors[0]["type"] == "json_invalid":
        place = f"not valid JSON at character {errors[0]['loc'][-1]}"
        return [Fault("", f"{place}: {errors[0]['ctx']['error']}")]
    found = []
    for source in dict.fromkeys(error["loc"][0] for error in errors):
        own = [{**e, "loc": e["loc"][1:]} for e in errors if e["loc"][0] == source]
        found += faults(own, body if source == "body" else None)
    return found


def _from_http(error: HTTPException) -> Refusal:
    refusal = Refusal(str(error.detail), headers=error.headers)
    refusal.status = error.status_code
    refusal.title = HTTPStatus(error.status_code).phrase
    refusal.code = refusal.title.lower().replace(" ", "_")
    return refusal


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
    async def http(_: Request, error: HTTPException) -> Response:
        if error.status_code in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
            return Response(status_code=error.status_code, headers=error.headers)
        return problem(_from_http(error))

    @app.exception_handler(Exception)
    async def failed(_: Request, _error: Exception) -> Response:
        return problem(Refusal("an unexpected error; the log of the service has the details"))
