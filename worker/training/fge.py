"""Fast geometric ensemble: short cycles after a plain training, each a network (Garipov 2018)."""

from backend.contracts.recipes import Recipe
from worker.training.averaging import COLLECTING, plain_part
from worker.training.cycles import follow
from worker.training.plain import plain_stage
from worker.training.plan import Plan
from worker.training.schedule import linear_to_hundredth


def plan(recipe: Recipe) -> Plan:
    options = recipe.options
    epochs = recipe.epochs * options["budget"] * COLLECTING / options["cycles"]
    cycles = (
        plain_stage(
            recipe,
            i,
            None,
            vertices=follow,
            epochs=epochs,
            learning_rate=options["learning_rate"],
            schedule=linear_to_hundredth,
        )
        for i in range(1, options["cycles"] + 1)
    )
    return Plan(stages=(plain_part(recipe), *cycles))
