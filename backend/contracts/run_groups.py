"""Runs that repeat each other: all of the recipe is the same but the seed."""

from datetime import datetime
from typing import Literal

from backend.contracts.base import Contract, Identifier
from backend.contracts.runs import RecipeGroup, RunFilter
from backend.contracts.stored_recipes import AnyRecipe


class SeedMean(Contract):
    """Over seeds, never over members; in the unit of the quantity."""

    mean: float
    standard_uncertainty: float | None
    """Of the mean: s / sqrt(n), s with n - 1 degrees of freedom; null for one seed."""


class RunGroup(Contract):
    group: RecipeGroup
    name: str
    """Of the newest run."""
    recipe: AnyRecipe
    """Of the newest run; the seed is one of several."""
    unknown: list[str] = []
    """What of it the service does not know, and so cannot compute with."""
    newest: Identifier
    newest_at: datetime
    runs: int
    """That match, whatever became of them."""
    completed: int
    seeds: list[int]
    """All different ones, ascending."""
    n: int
    """Trained repeats that the means are over; a recipe that was run twice counts once."""
    accuracy: SeedMean | None
    """Of the mean over the subspace, on the test split; a fraction. Null where n is 0."""
    nll: SeedMean | None
    """Nats."""


class RunGroupPage(Contract):
    items: list[RunGroup]
    page: int
    page_size: int
    total: int


class RunGroupQuery(RunFilter):
    sort: Literal[
        "-created_at",
        "created_at",
        "runs",
        "-runs",
        "n",
        "-n",
        "accuracy",
        "-accuracy",
        "nll",
        "-nll",
    ] = "-created_at"
    """created_at is that of the newest run; groups without figures come last."""


class RunNames(Contract):
    """That stored runs have, those that the catalog does not know among them; sorted."""

    dataset: list[str]
    network: list[str]
    method: list[str]


class TagCount(Contract):
    tag: str
    runs: int
    """That carry it and are not archived."""
