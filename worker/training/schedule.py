"""How the learning rate moves over a training: factors of its peak."""

from collections.abc import Callable
from math import cos, pi

from backend.contracts.recipes import Training

Schedule = Callable[[float], float]
"""From the part of the training that is done, in [0, 1], to a factor."""


def constant(_part: float) -> float:
    return 1.0


def falling_after(start: float) -> Schedule:
    """1 over the first part, `start`, then a half cosine down to 0."""

    def factor(part: float) -> float:
        if part <= start:
            return 1.0
        return 0.5 * (1 + cos(pi * (part - start) / (1 - start)))

    return factor


falling = falling_after(0.0)


def warmup_part(training: Training, epochs: float) -> float:
    """Part of a training of so many epochs over which the recipe lets the rate rise."""
    return min(training.warmup_epochs / epochs, 1.0)


def plain_schedule(
    training: Training, epochs: float, *, rise: float = 0.0, last: float = 0.0
) -> Schedule:
    """Linear rise over the warm-up epochs, then a half cosine down to 0, or constant.

    Args:
        training: Of the recipe.
        epochs: Length of the whole training.
        rise: Part over which the rate rises at least; the longer of the two rises counts.
        last: Factor that the rate settles at.
    """
    warmup = warmup_part(training, epochs)
    after = constant if training.schedule == "constant" else falling_after(warmup)
    return with_rise(settling(after, last), max(warmup, rise))


def with_rise(schedule: Schedule, rise: float) -> Schedule:
    """The schedule times a linear rise over the first part, `rise`, of the training."""
    return lambda part: schedule(part) * (min(part / rise, 1.0) if rise else 1.0)


def settling(schedule: Schedule, last: float) -> Schedule:
    """A schedule that never rises, kept at `last` or above: at its peak where that is more."""
    return lambda part: max(schedule(part), min(last, 1.0))


def curve_schedule(part: float) -> float:
    """Constant to 50 %, linear down to 1 % at 90 %, then constant (Garipov 2018, appendix)."""
    fallen = min(max((part - 0.5) / 0.4, 0.0), 1.0)
    return 1 - 0.99 * fallen


def cyclical(cycles: float, lowest: float) -> Schedule:
    """From 1 linearly to `lowest` in the middle of a cycle, and back (Garipov 2018, section 5)."""
    return lambda part: lowest + (1 - lowest) * abs(1 - 2 * (part * cycles % 1))


def followed(first: Schedule, at: float, second: Schedule) -> Schedule:
    """One schedule up to a part of the training, another one over the rest."""
    return lambda part: first(part / at) if part < at else second((part - at) / (1 - at))


def times(factor: float, schedule: Schedule) -> Schedule:
    return lambda part: factor * schedule(part)
