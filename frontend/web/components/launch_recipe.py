"""From the values of the launch form to a recipe, and back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from backend.contracts.faults import faults_of, pointer_of
from backend.contracts.recipes import Recipe
from frontend.web.components.form_fields import Field, Group, Kind
from frontend.web.components.launch_fields import CHOICES, FIELDS, OWNER_OF, active

Values = Mapping[str, Any]
"""Field id -> what the field holds; "method", "network" and "dataset" -> the chosen name."""


class Problem(BaseModel):
    """What is wrong with one part of a recipe, as the service says it too."""

    pointer: str
    """JSON pointer into the recipe."""
    detail: str


def draft_of(values: Values) -> dict[str, Any]:
    """What the form says, not yet checked; an empty field is left out and takes its default."""
    draft: dict[str, Any] = {kind: values.get(kind) for kind in CHOICES}
    for field in active(values):
        value = _parsed(field, values.get(field.id))
        if value is None:
            continue
        part = draft if field.group is Group.RECIPE else draft.setdefault(field.group.value, {})
        if field.position is None:
            part[field.name] = value
        else:
            part.setdefault(field.name, []).append(value)
    return draft


def checked(values: Values) -> tuple[Recipe | None, list[Problem]]:
    """The recipe that the form describes, or what stands against it."""
    problems = [
        Problem(pointer=field.pointer, detail="Choose a trained network.")
        for field in active(values)
        if field.kind is Kind.NETWORK and not field.optional and not values.get(field.id)
    ]
    draft = draft_of(values)
    problems += [] if problems else _option_problems(draft)
    try:
        recipe = None if problems else Recipe.model_validate(draft)
    except ValidationError as error:
        return None, _problems(error, (), draft)
    return recipe, problems


def values_of(recipe: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields hold for a recipe, or for a part of one: only what it names."""
    values: dict[str, Any] = {kind: recipe[kind] for kind in CHOICES if kind in recipe}
    for field in active(values):
        part = recipe if field.group is Group.RECIPE else recipe.get(field.group.value, {})
        if field.name not in part:
            continue
        value = part[field.name]
        if field.position is not None:
            value = value[field.position]
        values[field.id] = _SHOWN.get(field.kind, _itself)(value) if value else value
    return values


def defaults() -> dict[str, Any]:
    """What every field holds at the start."""
    return {field.id: field.default for field in FIELDS}


def network_value(run: str, member: int) -> str:
    """A trained network as a select holds it."""
    return f"{run}:{member}"


def _joined(end_point: Mapping[str, Any]) -> str:
    return network_value(end_point["run"], end_point.get("member", 0))


def _listed(numbers: Sequence[float]) -> str:
    return ", ".join(str(number) for number in numbers)


def _itself(value: Any) -> Any:
    return value


_SHOWN: dict[Kind, Callable[[Any], Any]] = {Kind.NETWORK: _joined, Kind.NUMBERS: _listed}


def _parsed(field: Field, raw: Any) -> Any:
    """A field's value as the recipe has it; None where it is empty."""
    if raw is None or raw == "":
        return None
    if field.kind is Kind.NETWORK:
        run, _, member = str(raw).partition(":")
        return {"run": run, "member": int(member or 0)}
    if field.kind in (Kind.WHOLE, Kind.NUMBER):
        return _number(raw)
    if field.kind is Kind.NUMBERS:
        return [_number(word) for word in _words(str(raw))]
    return raw


def _words(text: str) -> list[str]:
    """Numbers with commas, semicolons or blanks between; one alone may have a decimal comma."""
    words = [word.strip(",") for word in text.replace(";", " ").split()]
    alone = [part for word in words for part in word.split(",")]
    decimal = "." not in text and len(alone) == 2 * len(words)
    return [word.replace(",", ".") for word in words] if decimal else [w for w in alone if w]


def _number(raw: Any) -> Any:
    """A number; text that is none is kept, so that the check can name it."""
    try:
        number = float(raw)
    except (TypeError, ValueError):
        return raw
    return int(number) if number.is_integer() else number


def _option_problems(draft: Mapping[str, Any]) -> list[Problem]:
    """Checks options against their own models, whose errors name the very option."""
    problems: list[Problem] = []
    for group, kind in OWNER_OF.items():
        entry = CHOICES[kind].get(draft[kind])
        try:
            if entry is not None:
                entry.options.model_validate(draft.get(group.value, {}))
        except ValidationError as error:
            problems += _problems(error, (group.value,), draft.get(group.value, {}))
    return problems


def _problems(error: ValidationError, prefix: tuple[str, ...], sent: object) -> list[Problem]:
    return [
        Problem(
            pointer=pointer_of(prefix) + fault.pointer,
            detail=f"{fault.detail[:1].upper()}{fault.detail[1:]}.",
        )
        for fault in faults_of(error, sent)
    ]
