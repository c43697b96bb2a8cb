"""What the launch form says, and is it a recipe?"""

from collections.abc import Mapping
from typing import Any

from dash import html

from frontend.web.components.launch_fields import START
from frontend.web.components.launch_notes import notes_of
from frontend.web.components.launch_recipe import checked, defaults, draft_of
from frontend.web.components.launch_text import recipe_command, recipe_json


def read_form(values: Mapping[str, Any]) -> dict[str, Any]:
    """The draft, the recipe or what stands against it, and the texts that follow from it."""
    recipe, problems = checked(values)
    return {
        "draft": draft_of(values),
        "recipe": recipe.model_dump(mode="json") if recipe else None,
        "problems": [problem.model_dump() for problem in problems],
        "json": recipe_json(recipe) if recipe else "",
        "command": recipe_command(recipe) if recipe else "",
        "notes": [html.P(note) for note in notes_of(recipe)] if recipe else [],
        "disabled": recipe is None,
    }


def first_reading() -> dict[str, Any]:
    """Of the form as the page brings it, so that it can be used before anything was asked."""
    return read_form(defaults() | START)
