"""Refuses a recipe that would fail once it is carried out."""

from backend.contracts.feasibility import obstacles
from backend.contracts.recipes import Recipe
from backend.services.errors import FieldError, Invalid


def check_feasible(recipe: Recipe, at: str) -> None:
    """Refuse what stands against the recipe, each with its pointer.

    Args:
        recipe: As it was sent, valid in itself.
        at: JSON pointer to the recipe in what was sent.
    """
    errors = [FieldError(f"{at}{o.pointer}", o.detail) for o in obstacles(recipe)]
    if errors:
        raise Invalid(f"{errors[0].pointer}: {errors[0].detail}", errors=errors)
