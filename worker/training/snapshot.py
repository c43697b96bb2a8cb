"""Snapshots: the learning rate falls to nothing several times, each time a network (Huang 2017)."""

from backend.contracts.recipes import Recipe
from worker.training.cycles import follow, opening
from worker.training.plain import plain_stage
from worker.training.plan import Ending, Plan, Published
from worker.training.schedule import falling, plain_schedule


def plan(recipe: Recipe) -> Plan:
    options = recipe.options
    keep, cycles = options["keep"], options["cycles"]
    epochs = recipe.epochs * options["budget"] / cycles
    first = opening(recipe, epochs=epochs, schedule=plain_schedule(recipe.training, epochs))
    others = (
        plain_stage(recipe, i, None, vertices=follow, epochs=epochs, schedule=falling)
        for i in range(1, cycles)
    )

    def last_ones(ending: Ending) -> Published:
        return Published(ending.finished[-keep:])

    return Plan(
        stages=(first, *others),
        end_points=int(options["start_from"] is not None),
        publish=last_ones,
    )
