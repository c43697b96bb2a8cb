"""A recipe as text to copy: short JSON and the command that trains the same."""

import json
import shlex
from collections.abc import Mapping
from typing import Any

from backend.contracts.catalog import DATASETS, METHODS, NETWORKS, Entry
from backend.contracts.recipes import Recipe
from backend.contracts.stored_recipes import StoredRecipe
from frontend.web.components.launch_fields import OWNER_OF

ENTRIES: dict[str, Mapping[str, Entry]] = {
    "dataset": DATASETS,
    "network": NETWORKS,
    "method": METHODS,
}
"""Also what no form offers, as networks that were brought."""


def short_recipe(recipe: Recipe | StoredRecipe) -> dict[str, Any]:
    """The recipe without what is left at its default; it is validated to an equal one.

    Of one that is not known here, nobody can tell the defaults: it stands as it was written.
    """
    if isinstance(recipe, StoredRecipe):
        return recipe.model_dump(mode="json")
    short: dict[str, Any] = {
        kind: getattr(recipe, kind) for kind in ("dataset", "network", "method")
    }
    kept = recipe.model_dump(mode="json", exclude_defaults=True)
    short |= {"epochs": recipe.epochs, "seed": recipe.seed}
    for group, kind in OWNER_OF.items():
        model = ENTRIES[kind][getattr(recipe, kind)].options
        options = model.model_validate(getattr(recipe, group.value))
        short[group.value] = options.model_dump(mode="json", exclude_defaults=True)
    short["training"] = kept.get("training", {})
    return {name: value for name, value in short.items() if value != {}}


def recipe_json(recipe: Recipe | StoredRecipe) -> str:
    return json.dumps(short_recipe(recipe), indent=2)


_PREFIXES = {
    "options": "",
    "network_options": "network.",
    "dataset_options": "dataset.",
    "training": "training.",
}


def recipe_command(recipe: Recipe) -> str:
    """The command that trains the recipe, one option a line; lists are JSON."""
    short = short_recipe(recipe)
    options = [("--epochs", str(recipe.epochs)), ("--seed", str(recipe.seed))]
    for group, prefix in _PREFIXES.items():
        for name, value in short.get(group, {}).items():
            text = value if isinstance(value, str) else json.dumps(value)
            options.append(("--set", f"{prefix}{name}={text}"))
    named = ("paysage", "train", recipe.dataset, recipe.network, recipe.method)
    return " \\\n  ".join(shlex.join(words) for words in (named, *options))
