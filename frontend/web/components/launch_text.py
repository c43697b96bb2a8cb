"""A recipe as text to copy: short JSON and the command that trains the same."""

import json
import shlex
from typing import Any

from backend.contracts.recipes import Recipe
from frontend.web.components.launch_fields import CHOICES, OWNER_OF


def short_recipe(recipe: Recipe) -> dict[str, Any]:
    """The recipe without what is left at its default; it is validated to an equal one."""
    short: dict[str, Any] = {
        kind: getattr(recipe, kind) for kind in ("dataset", "network", "method")
    }
    kept = recipe.model_dump(mode="json", exclude_defaults=True)
    short |= {"epochs": recipe.epochs, "seed": recipe.seed}
    for group, kind in OWNER_OF.items():
        model = CHOICES[kind][getattr(recipe, kind)].options
        options = model.model_validate(getattr(recipe, group.value))
        short[group.value] = options.model_dump(mode="json", exclude_defaults=True)
    short["training"] = kept.get("training", {})
    return {name: value for name, value in short.items() if value != {}}


def recipe_json(recipe: Recipe) -> str:
    return json.dumps(short_recipe(recipe), indent=2)


_FLAGS = {
    "options": "--option",
    "network_options": "--network-option",
    "dataset_options": "--dataset-option",
    "training": "--training",
}


def recipe_command(recipe: Recipe) -> str:
    """The command line that trains the recipe; values that are no plain words are JSON."""
    short = short_recipe(recipe)
    words = ["paysage", "train"]
    for name in ("dataset", "network", "method", "epochs", "seed"):
        words += [f"--{name}", str(short[name])]
    for group, flag in _FLAGS.items():
        for name, value in short.get(group, {}).items():
            words += [flag, f"{name}={value if isinstance(value, str) else json.dumps(value)}"]
    return shlex.join(words)
