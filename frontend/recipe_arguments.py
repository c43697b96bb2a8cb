"""A recipe, or parts of one, as the command line says it."""

import argparse
import json
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from backend.contracts.base import Contract
from backend.contracts.faults import Fault, faults_of
from backend.contracts.number_text import Ambiguous, read_number, read_numbers
from backend.contracts.recipes import Recipe

Asked = TypeVar("Asked", bound=Contract)


class UserError(Exception):
    """What the user can mend, in one sentence."""


def recipe_of(given: argparse.Namespace) -> Recipe:
    parts: dict[str, Any] = {
        name: getattr(given, name) for name in ("dataset", "network", "method")
    }
    parts |= {n: getattr(given, n) for n in ("epochs", "seed") if getattr(given, n) is not None}
    return checked(Recipe, parts | assigned(given.set))


def assigned(assignments: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Parts of a recipe as `--set` gives them."""
    parts: dict[str, dict[str, Any]] = {}
    places = {"network": "network_options", "dataset": "dataset_options", "training": "training"}
    for assignment in assignments:
        key, equals, text = assignment.partition("=")
        if not key or not equals:
            raise UserError(f"--set takes KEY=VALUE, got {assignment!r}")
        prefix, dot, name = key.partition(".")
        place = places.get(prefix) if dot else "options"
        if place is None:
            raise UserError(f"--set {key}: known prefixes are {', '.join(places)}")
        parts.setdefault(place, {})[name or prefix] = _value(key, text)
    return parts


def _value(key: str, text: str) -> Any:
    """JSON where it is JSON, else numbers as the page reads them, else the text itself."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        pass
    try:
        return read_number(text)
    except Ambiguous as refusal:
        raise UserError(f"--set {key}: {refusal}") from None
    except ValueError:
        return _several(text)


def _several(text: str) -> Any:
    try:
        return read_numbers(text) or text
    except ValueError:
        return text


def checked(kind: type[Asked], parts: dict[str, Any]) -> Asked:
    """What the command asks for, or a sentence that names what is wrong with it."""
    try:
        return kind.model_validate(parts)
    except ValidationError as error:
        raise UserError(sentence(faults_of(error, parts))) from error


def sentence(found: Sequence[Fault]) -> str:
    """Of several faults the first, with its field as `--set` names it."""
    first = found[0]
    field = first.pointer.removeprefix("/").replace("/", ".")
    return f"{field}: {first.detail}" if field else first.detail
