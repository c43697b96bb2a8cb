"""Which runs repeat each other: their recipes differ by the seed alone."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts.recipes import Recipe
from backend.store.tables import RunRow


def group_hash(session: Session, recipe: Recipe) -> str:
    """Equal for recipes that differ by seed alone, those of the runs they start from included."""
    needed = select(RunRow.id, RunRow.group_hash).where(RunRow.id.in_(recipe.needs))
    known = {run: group for run, group in session.execute(needed) if group}
    return hash_without_seeds(recipe.model_dump(mode="json"), known)


def hash_without_seeds(recipe: Mapping[str, Any], groups: Mapping[str, str]) -> str:
    """The same of a stored recipe (sha256, hex).

    A network that a run starts from counts as one of its group, whichever seed trained it.

    Args:
        recipe: As JSON, complete.
        groups: Of the runs it starts from, by id; a run that is unknown stands for itself.
    """
    options = dict(recipe["options"])
    if options.get("start_from"):
        options["start_from"] = _standing_for(options["start_from"], groups)
    if "end_points" in options:
        options["end_points"] = [_standing_for(end, groups) for end in options["end_points"]]
    kept = {name: value for name, value in recipe.items() if name != "seed"}
    text = json.dumps({**kept, "options": options}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _standing_for(end: Mapping[str, Any], groups: Mapping[str, str]) -> object:
    return groups.get(end["run"], dict(end))
