"""Snapshots: the learning rate falls to nothing several times, each time a network (Huang 2017)."""

from backend.contracts.recipes import Recipe
from worker.training.cycles import follow, opening
from worker.training.plain import plain_stage
from worker.training.plan import Ending, Plan, Published
from worker.training.schedule import Schedule, falling, falling_after, warmup_part, with_rise

LONGEST_RISE = 0.5
"""Part of the first cycle that a warm-up takes at most: every cycle falls to nothing."""


def plan(recipe: Recipe) -> Plan:
    options = recipe.options
    keep, cycles = options["keep"], options["cycles"]
    epochs = recipe.epochs * options["budget"] / cycles
    first = opening(recipe, epochs=epochs, schedule=_first(recipe, epochs))
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


def _first(recipe: Recipe, epochs: float) -> Schedule:
    """Of the first cycle: the recipe's warm-up, then a fall like those of the others."""
    rise = min(warmup_part(recipe.training, epochs), LONGEST_RISE)
    return with_rise(falling_after(rise), rise)
