"""Whether a recipe that starts from trained networks names networks that fit."""

import json

from sqlalchemy.orm import Session

from backend.contracts.options import EndPoint
from backend.contracts.recipes import Recipe
from backend.contracts.runs import JobPhase, Run
from backend.contracts.stored_recipes import NotKnownHere
from backend.services.errors import FieldError, Invalid
from backend.store import runs

_ENDS = "/recipe/options/end_points"
_ALIKE = ("dataset", "network", "network_options")


def seen_alike(session: Session, recipe: Recipe) -> Recipe:
    """The recipe with images shown as to the networks that it starts from, unless it says how."""
    found = (runs.get(session, point.run) for point in recipe.starts.values())
    known = (run.recipe for run in found if run and isinstance(run.recipe, Recipe))
    scale = next((one.scale for one in known), {})
    if recipe.scale or not scale:
        return recipe
    return recipe.model_copy(update={"dataset_options": recipe.dataset_options | scale})


def check_end_points(session: Session, recipe: Recipe) -> None:
    """Refuse, with a pointer, networks that do not exist or that it cannot start from."""
    errors = [
        error
        for pointer, point in recipe.starts.items()
        for error in _findings(f"/recipe{pointer}", point, runs.get(session, point.run), recipe)
    ]
    ends = recipe.options.get("end_points", ())
    if not errors and ends and ends[0] == ends[1]:
        errors = [FieldError(_ENDS, "a curve joins two different networks; both are the same")]
    if errors:
        first = errors[0]
        raise Invalid(f"{first.pointer}: {first.detail}", errors=errors)


def _findings(pointer: str, point: EndPoint, run: Run | None, recipe: Recipe) -> list[FieldError]:
    """What is wrong with one network; at most one finding."""
    if run is None:
        return [FieldError(f"{pointer}/run", f"there is no run {point.run}")]
    if sentence := _unfit(run, recipe):
        return [FieldError(f"{pointer}/run", sentence)]
    last = run.known_recipe().vertex_count - 1
    if point.member > last:
        expected = f"run {run.id} has the members 0 to {last}; got {point.member}"
        return [FieldError(f"{pointer}/member", expected)]
    return []


def _unfit(run: Run, recipe: Recipe) -> str | None:
    """Why the recipe cannot start from networks of this run; None when it can."""
    if run.phase in (JobPhase.FAILED, JobPhase.CANCELLED):
        return (
            f"run {run.id} is {run.phase} and has no network; name one that is or will be trained"
        )
    try:
        known = run.known_recipe()
    except NotKnownHere as error:
        return str(error)
    if not known.entry.family.entry.separate:
        return f"run {run.id} is a {known.method}; name runs that train separate networks"
    for field in _ALIKE:
        theirs, ours = getattr(known, field), getattr(recipe, field)
        if theirs != ours:
            return (
                f"run {run.id} has {field} {json.dumps(theirs)}, this recipe {json.dumps(ours)}; "
                "they must be equal"
            )
    if known.scale != recipe.scale:
        theirs, ours = _said(known), _said(recipe)
        return f"run {run.id} is shown images by {theirs}, this recipe by {ours}; take equals"
    return None


def _said(recipe: Recipe) -> str:
    return " and ".join(f"{name} {values}" for name, values in recipe.scale.items()) or "the usual"
