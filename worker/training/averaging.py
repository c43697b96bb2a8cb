"""A plain training whose last part keeps a constant rate, while its weights are collected."""

from fractions import Fraction

from backend.contracts.recipes import Recipe
from worker.training.cycles import follow, opening, starts_trained
from worker.training.plain import plain_stage
from worker.training.plan import Stage
from worker.training.schedule import constant, plain_schedule

COLLECTING = 0.25
"""Part of the budget, where the run trains its own network first (Izmailov 2018, section 4)."""


def averaging_stages(recipe: Recipe, stream: int = 0) -> tuple[Stage, ...]:
    """The plain part, where no trained network is named, and the one that leaves copies.

    Args:
        recipe: With `AveragingOptions`.
        stream: Of the first stage; the second takes the next.
    """
    options, trained = recipe.options, starts_trained(recipe)
    more = {
        "learning_rate": options["learning_rate"],
        "schedule": constant,
        "copied": tuple(Fraction(i, options["copies"]) for i in range(1, options["copies"])),
    }
    epochs = recipe.epochs * options["budget"]
    if trained:
        return (opening(recipe, epochs=epochs, stream=stream, **more),)
    collecting = plain_stage(
        recipe, stream + 1, None, vertices=follow, epochs=epochs * COLLECTING, **more
    )
    return plain_part(recipe, stream), collecting


def plain_part(recipe: Recipe, stream: int = 0) -> Stage:
    """The first part of the budget: the plain schedule, down to the rate that follows it."""
    training, options = recipe.training, recipe.options
    epochs = recipe.epochs * options["budget"] * (1 - COLLECTING)
    last = options["learning_rate"] / training.learning_rate
    schedule = plain_schedule(training, epochs, last=last)
    return plain_stage(recipe, stream, None, epochs=epochs, schedule=schedule, left=(0, 0))
