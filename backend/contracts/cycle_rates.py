"""Learning rates between which a fast geometric ensemble goes down and up again."""

from typing import NamedTuple

from backend.contracts.recipes import Recipe

OF_PLAIN, OF_HIGHEST = 0.5, 0.01
"""What 0 takes: the authors' .05 after a training at .1, and .0005 in the middle (Garipov 2018)."""


class CycleRates(NamedTuple):
    highest: float
    """At the ends of a cycle."""
    lowest: float
    """In its middle."""


def cycle_rates(recipe: Recipe) -> CycleRates:
    """Of a recipe with `FGEOptions`."""
    options = recipe.options
    highest = options["learning_rate"] or OF_PLAIN * recipe.training.learning_rate
    return CycleRates(highest, options["lowest_rate"] or OF_HIGHEST * highest)
