"""What stands after the question mark of an address: known to its route, or refused."""

from collections.abc import Iterator

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.fields import FieldInfo


def _only_known(request: Request) -> None:
    """A contract refuses by itself what it does not know; other routes take few fields, or none.

    Raises:
        RequestValidationError: A field that the route does not read.
    """
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return
    fields = dict(_fields(route.dependant))
    if any(_is_contract(field.annotation) for field in fields.values()):
        return
    unknown = [name for name in request.query_params if name not in fields]
    if unknown:
        findings = [{"type": "extra_forbidden", "loc": ("query", name)} for name in unknown]
        raise RequestValidationError(findings)


def _fields(dependant: Dependant) -> Iterator[tuple[str, FieldInfo]]:
    """All that a handler reads from the address, itself or through what it depends on."""
    yield from ((field.alias, field.field_info) for field in dependant.query_params)
    for part in dependant.dependencies:
        yield from _fields(part)


def _is_contract(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


ONLY_KNOWN_QUERY = Depends(_only_known)
