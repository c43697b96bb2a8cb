"""Recipes as they were written, by this catalog or by another one.

A requested recipe is a `Recipe`: strict, and all of it can be computed with. A stored one may name
a data set whose package is gone, a method that is no more, an option that has another name today,
or a value beyond today's range. It is read all the same, and refused only where something would
have to be computed with it.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import ConfigDict, ValidationError, WrapValidator

from backend.contracts.base import Contract
from backend.contracts.fault_words import shown
from backend.contracts.faults import Fault, faults_of
from backend.contracts.recipes import Recipe

_NAMED = {"/dataset": "data set", "/network": "network", "/method": "method"}


class NotKnownHere(Exception):
    """Something would have to be computed with a recipe that is not known here."""


class StoredRecipe(Contract):
    """As it stands in the record; what it says is not checked."""

    model_config = ConfigDict(extra="allow")

    dataset: str
    network: str
    method: str
    epochs: int = 3
    seed: int = 0
    options: dict[str, Any] = {}
    network_options: dict[str, Any] = {}
    dataset_options: dict[str, Any] = {}
    training: dict[str, Any] = {}


def read_recipe(written: Recipe | StoredRecipe | Mapping[str, Any]) -> Recipe | StoredRecipe:
    """A recipe that can be computed with; else what was written."""
    if isinstance(written, Recipe | StoredRecipe):
        return written
    try:
        return Recipe.model_validate(written)
    except ValidationError:
        return StoredRecipe.model_validate(written)


AnyRecipe = Annotated[Recipe | StoredRecipe, WrapValidator(lambda written, _: read_recipe(written))]
"""Of a record."""


def unknown_in(recipe: Recipe | StoredRecipe) -> list[str]:
    """What is not known here of it, each in a few words; nothing of a `Recipe`."""
    if isinstance(recipe, Recipe):
        return []
    written = recipe.model_dump(mode="json")
    try:
        Recipe.model_validate(written)
    except ValidationError as error:
        return [_told(fault, written) for fault in faults_of(error, written)]
    return []


def known(recipe: Recipe | StoredRecipe, whose: str) -> Recipe:
    """The recipe, to compute with.

    Raises:
        NotKnownHere: This version, with the packages that are installed, does not know all of it.
    """
    if isinstance(recipe, Recipe):
        return recipe
    raise NotKnownHere(
        f"{whose} was written with what is not known here: {'; '.join(unknown_in(recipe))}. "
        "It can be looked at and deleted; to compute with it, install the package that brings "
        "this, or start the version of Paysage that wrote it"
    )


def _told(fault: Fault, written: Mapping[str, Any]) -> str:
    if fault.pointer in _NAMED:
        return f"the {_NAMED[fault.pointer]} {shown(written[fault.pointer[1:]])}"
    return f"{fault.pointer[1:]} ({fault.detail})"
