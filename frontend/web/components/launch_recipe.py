"""From the values of the launch form to a recipe, and back."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from backend.contracts.base import Contract
from backend.contracts.faults import faults_of, pointer_of
from backend.contracts.number_text import read_number, read_numbers, written_number
from backend.contracts.recipes import Recipe, Training
from frontend.web.components.form_fields import ONE_NUMBER, Field, Group, Kind
from frontend.web.components.launch_fields import CHOICES, FIELDS, OWNER_OF, START, active

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
        raw = values.get(field.id)
        try:
            value = _parsed(field, raw)
        except ValueError:
            value = raw  # kept, so that the draft says what the form says
        if value is None:
            continue
        part = draft if field.group is Group.RECIPE else draft.setdefault(field.group.value, {})
        if field.position is None:
            part[field.name] = value
        else:
            part.setdefault(field.name, []).append(value)
    return draft


def checked(values: Values) -> tuple[Recipe | None, list[Problem]]:
    """The recipe that the form describes, or all that stands against it."""
    refused = [*_unchosen(values), *_unreadable(values)]
    draft = draft_of(values)
    try:
        recipe = Recipe.model_validate(draft)
    except ValidationError as error:
        found = [*_part_problems(draft), *_own_problems(error, draft)]
        return None, refused + _besides(refused, found)
    return (None, refused) if refused else (recipe, [])


def _unchosen(values: Values) -> list[Problem]:
    return [
        Problem(pointer=field.pointer, detail="Choose a trained network.")
        for field in active(values)
        if field.kind is Kind.NETWORK and not field.optional and not values.get(field.id)
    ]


def _unreadable(values: Values) -> list[Problem]:
    """Of the fields for numbers, those in which something else stands."""
    problems = []
    for field in active(values):
        try:
            _parsed(field, values.get(field.id))
        except ValueError as error:
            problems.append(Problem(pointer=field.pointer, detail=str(error)))
    return problems


def _besides(refused: Iterable[Problem], found: Iterable[Problem]) -> list[Problem]:
    """Those that say something else than what was refused already."""
    known = [f"{problem.pointer}/" for problem in refused]
    return [
        problem
        for problem in found
        if not any(pointer.startswith(f"{problem.pointer}/") for pointer in known)
    ]


def values_of(recipe: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields hold for a recipe, or a part of one: only what it names and they can hold."""
    chosen = _chosen(recipe)
    values: dict[str, Any] = {kind: chosen[kind] for kind in CHOICES if kind in recipe}
    for field in active(chosen):
        part = recipe if field.group is Group.RECIPE else recipe.get(field.group.value, {})
        if field.name not in part or not _fits(field, part[field.name]):
            continue
        value = part[field.name]
        if field.position is not None:
            value = value[field.position]
        values[field.id] = _held(field, value)
    return values


def not_held(recipe: Mapping[str, Any]) -> list[str]:
    """What of a recipe, or of a part of one, no field can hold: `options.colour=red`."""
    chosen = _chosen(recipe)
    fields = {(field.group, field.name): field for field in active(chosen)}
    unknown = [
        f"{kind}={recipe[kind]}"
        for kind in CHOICES
        if recipe.get(kind, chosen[kind]) != chosen[kind]
    ]
    return unknown + [
        f"{group}.{name}={value}"
        for group in (Group.TRAINING, *OWNER_OF)
        for name, value in recipe.get(group.value, {}).items()
        if (field := fields.get((group, name))) is None or not _fits(field, value)
    ]


def _fits(field: Field, value: Any) -> bool:
    """Whether a field can show a value, be it a wrong one."""
    if field.position is not None:
        return isinstance(value, list) and len(value) > field.position
    if field.kind is Kind.SWITCH:
        return isinstance(value, bool)
    if field.kind is Kind.CHOICE:
        return value in field.choices
    return field.kind is not Kind.NETWORK or value is None or isinstance(value, Mapping)


def _chosen(recipe: Mapping[str, Any]) -> dict[str, Any]:
    """What a recipe chooses; what it leaves open, or names wrongly, is as the form comes."""
    named = {kind: recipe.get(kind) for kind in CHOICES}
    return {kind: name if name in CHOICES[kind] else START[kind] for kind, name in named.items()}


def defaults() -> dict[str, Any]:
    """What every field holds at the start."""
    return {field.id: _held(field, field.default) for field in FIELDS}


def network_value(run: str, member: int) -> str:
    """A trained network as a select holds it."""
    return f"{run}:{member}"


def _held(field: Field, value: Any) -> Any:
    """A value of the recipe as its field holds it."""
    if field.kind is Kind.NETWORK and value:
        return network_value(value["run"], value.get("member", 0))
    if isinstance(value, list):
        return ", ".join(map(written_number, value))
    numeric = field.kind in (*ONE_NUMBER, Kind.NUMBERS)
    return written_number(value) if numeric and not isinstance(value, str) else value


def _parsed(field: Field, raw: Any) -> Any:
    """A field's value as the recipe has it; None where it is empty.

    Raises:
        ValueError: What stands in it is no number.
    """
    if raw is None or str(raw).strip() == "":
        return None
    if field.kind is Kind.NETWORK:
        run, _, member = str(raw).partition(":")
        return {"run": run, "member": int(member or 0)}
    if field.kind is Kind.NUMBERS:
        return read_numbers(str(raw))
    return read_number(str(raw)) if field.kind in ONE_NUMBER else raw


def _part_problems(draft: Mapping[str, Any]) -> list[Problem]:
    """Checks each part against its own model, whose errors name the very option."""
    models: dict[str, type[Contract]] = {Group.TRAINING: Training}
    for group, kind in OWNER_OF.items():
        if (entry := CHOICES[kind].get(draft[kind])) is not None:
            models[group] = entry.options
    problems: list[Problem] = []
    for name, model in models.items():
        part = draft.get(name, {})
        try:
            model.model_validate(part)
        except ValidationError as error:
            problems += _problems(error, (str(name),), part)
    return problems


def _own_problems(error: ValidationError, draft: object) -> list[Problem]:
    """Of a recipe, without its parts."""
    parts = tuple(f"/{group}" for group in (Group.TRAINING, *OWNER_OF))
    return [one for one in _problems(error, (), draft) if not one.pointer.startswith(parts)]


def _problems(error: ValidationError, prefix: tuple[str, ...], sent: object) -> list[Problem]:
    return [
        Problem(
            pointer=pointer_of(prefix) + fault.pointer,
            detail=f"{fault.detail[:1].upper()}{fault.detail[1:]}.",
        )
        for fault in faults_of(error, sent)
    ]
