"""The stage that plain trainings of one network consist of."""

from typing import Any

from backend.contracts.recipes import Recipe
from worker.subspaces.simplex import Simplex
from worker.training.plan import Stage
from worker.training.schedule import plain_schedule


def plain_stage(recipe: Recipe, stream: int, member: int | None, **more: Any) -> Stage:
    """One network from its own initialisation, in its own order of the data.

    Args:
        recipe: What a plain training is.
        stream: Of the randomness.
        member: Number of the network, where several are trained one after the other.
        more: Fields of the stage that differ.
    """
    training = recipe.training
    fields: dict[str, Any] = {
        "vertices": lambda start: start.fresh(stream)[None],
        "geometry": Simplex(1),
        "epochs": recipe.epochs,
        "learning_rate": training.learning_rate,
        "schedule": plain_schedule(training, recipe.epochs),
        "momentum": training.momentum,
        "vertex_decay": training.weight_decay,
        "stream": stream,
        "member": member,
    }
    return Stage(**fields | more)
