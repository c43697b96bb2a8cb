"""Reads the form that brings a file of weights: every fault is named by its field."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Any, BinaryIO

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.requests import ClientDisconnect

from backend.api.dependencies import SignedIn
from backend.contracts.fault_words import shown
from backend.contracts.weights import ImportRequest
from backend.services.errors import BadRequest, Invalid
from backend.services.permissions import require_editor

FILE = "file"
PLAIN_FIELDS = ("dataset", "network", "name")
"""Text as it stands; all others are JSON."""
MAX_FIELDS = 20
MAX_NAME = 200


@dataclass(frozen=True)
class BroughtWeights:
    file: BinaryIO
    request: ImportRequest


async def _brought_weights(request: Request, identity: SignedIn) -> AsyncIterator[BroughtWeights]:
    """File and fields; the file is on disk while the handler works, and gone afterwards."""
    require_editor(identity)  # before anything of the file is read
    try:
        form = await request.form(max_files=1, max_fields=MAX_FIELDS)
    except ClientDisconnect as error:
        raise BadRequest("the file was not sent to its end") from error
    try:
        file = _file(form)
        yield BroughtWeights(file.file, _fields(form, _stem(file.filename or "")))
    finally:
        await form.close()


BroughtWeightsOf = Annotated[BroughtWeights, Depends(_brought_weights)]


def _file(form: FormData) -> UploadFile:
    found = form.get(FILE)
    if not isinstance(found, UploadFile):
        detail = "expected a safetensors file in a form of the type multipart/form-data"
        raise Invalid.field(f"/{FILE}", detail)
    return found


def _stem(filename: str) -> str | None:
    """What a file is called, as the name of its run; null where that says nothing."""
    stem = PurePosixPath(filename.replace("\\", "/")).name.removesuffix(".safetensors")
    return "".join(filter(str.isprintable, stem))[:MAX_NAME].strip() or None


def _fields(form: FormData, name: str | None) -> ImportRequest:
    fields = {name: _value(name, text) for name, text in form.items() if name != FILE}
    fields["name"] = fields.get("name") or name
    try:
        return ImportRequest.model_validate(fields)
    except ValidationError as error:
        findings = [{**found, "loc": ("body", *found["loc"])} for found in error.errors()]
        raise RequestValidationError(findings, body=fields) from error


def _value(name: str, text: Any) -> Any:
    """What a field holds; null where it is empty."""
    if not isinstance(text, str):
        raise Invalid.field(f"/{name}", "expected text, got a file")
    if name in PLAIN_FIELDS or not text:
        return text or None
    try:
        return json.loads(text)
    except RecursionError as error:
        raise Invalid.field(f"/{name}", "the JSON is nested too deeply") from error
    except ValueError as error:
        raise Invalid.field(f"/{name}", f"expected JSON, got {shown(text)}") from error
