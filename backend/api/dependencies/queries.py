"""What stands after the question mark of an address: known to its route, or refused."""

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel


def _only_known(request: Request) -> None:
    """A contract refuses by itself what it does not know; other routes take few fields, or none.

    Raises:
        RequestValidationError: A field that the route does not read.
    """
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return
    fields = route.dependant.query_params
    if any(_is_contract(field.field_info.annotation) for field in fields):
        return
    unknown = [name for name in request.query_params if name not in {f.alias for f in fields}]
    if unknown:
        findings = [{"type": "extra_forbidden", "loc": ("query", name)} for name in unknown]
        raise RequestValidationError(findings)


def _is_contract(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


ONLY_KNOWN_QUERY = Depends(_only_known)
