"""How the learning rate moves over a training: factors of its peak."""

from collections.abc import Callable
from math import cos, pi

from backend.contracts.recipes import Training

Schedule = Callable[[float], float]
"""From the part of the training that is done, in [0, 1), to a factor."""


def plain_schedule(training: Training, epochs: float) -> Schedule:
    """Linear rise over the warm-up epochs, then a half cosine down to 0, or constant.

    Args:
        training: Of the recipe.
        epochs: Length of the whole training.
    """
    warmup = min(training.warmup_epochs / epochs, 1.0)

    def factor(part: float) -> float:
        if part < warmup:
            return part / warmup
        if training.schedule == "constant":
            return 1.0
        return 0.5 * (1 + cos(pi * (part - warmup) / (1 - warmup)))

    return factor


def with_rise(schedule: Schedule, rise: float) -> Schedule:
    """The schedule times a linear rise over the first part, `rise`, of the training."""
    return lambda part: schedule(part) * min(part / rise, 1.0)


def curve_schedule(part: float) -> float:
    """Constant to 50 %, linear down to 1 % at 90 %, then constant (Garipov 2018, appendix)."""
    fallen = min(max((part - 0.5) / 0.4, 0.0), 1.0)
    return 1 - 0.99 * fallen


def constant(_part: float) -> float:
    return 1.0


def falling(part: float) -> float:
    """A half cosine down to 0."""
    return 0.5 * (1 + cos(pi * part))


def linear_to_hundredth(part: float) -> float:
    return 1 - 0.99 * part


def settling(schedule: Schedule, last: float) -> Schedule:
    """A falling schedule that stops at `last`, a part of the peak; after a rise as ever."""
    return lambda part: max(schedule(part), min(last, part))
