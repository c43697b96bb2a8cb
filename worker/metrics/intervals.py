"""Intervals for a further retraining, and how good they turn out to be."""

from typing import NamedTuple

from torch import Tensor

from worker.metrics.further import Further, usual
from worker.metrics.quality import Mean, mean
from worker.metrics.spread import pooled_spread
from worker.metrics.student import coverage_factor

LEVEL = 0.95
FIFTH = 5


class Interval(NamedTuple):
    """Each (examples,), in the unit of what it covers."""

    population: str
    """The inputs whose spread it rests on."""
    level: float
    low: Tensor
    high: Tensor


class IntervalScore(NamedTuple):
    """Means over images, each first averaged over the held-out retrainings."""

    population: str
    level: float
    winkler: Mean
    """The headline: width plus what misses cost; lower is better."""
    coverage: Mean
    """Share of held-out values inside; should be the level."""
    width: Mean
    uncertain_coverage: Mean
    """Coverage of the fifth of the images with the widest intervals."""


def interval(further: Further, *, level: float = LEVEL) -> Interval:
    """mean +- k scale, in the unit of the spread: log-odds."""
    reach = coverage_factor(level, further.degrees) * further.scale
    return Interval(further.population, level, further.mean - reach, further.mean + reach)


def probability_interval(further: Further, *, level: float = LEVEL) -> Interval:
    """The interval of the log-odds, carried over to the probability: expit(m +- k scale)."""
    odds = interval(further, level=level)
    return odds._replace(low=odds.low.sigmoid(), high=odds.high.sigmoid())


def usual_interval(log_odds: Tensor, *, population: str, level: float = LEVEL) -> Interval:
    """Of the probability, as one would take it without pooling: p +- t s sqrt(1 + 1/N).

    From the probabilities that the members themselves give an image, Student's t, within 0 and 1.

    Args:
        log_odds: Of independent retrainings (members, examples), at least two.
        population: Name of the images.
        level: Of the interval.
    """
    probabilities = pooled_spread(log_odds.double().sigmoid(), population=population)
    plain = interval(usual(probabilities), level=level)
    return plain._replace(low=plain.low.clamp_min(0), high=plain.high.clamp_max(1))


def covered(interval: Interval, values: Tensor) -> Tensor:
    """Whether values (..., examples) lie inside, ends included: bool of that shape."""
    return (values >= interval.low) & (values <= interval.high)


def winkler(interval: Interval, values: Tensor) -> Tensor:
    """Interval score of values (..., examples), in their unit (Winkler 1972).

    (u - l) + 2 / alpha ((l - y)+ + (y - u)+), alpha = 1 - level (Gneiting and Raftery 2007,
    equation 43). Its expectation is least for the true quantiles.
    """
    missed = (interval.low - values).clamp_min(0) + (values - interval.high).clamp_min(0)
    return interval.high - interval.low + 2 / (1 - interval.level) * missed


def interval_score(interval: Interval, held_out: Tensor) -> IntervalScore:
    """Against retrainings that had no part in the interval.

    Args:
        interval: Of a probability, or of log-odds.
        held_out: The same quantity (retrainings, examples), float64.
    """
    width = interval.high - interval.low
    inside = covered(interval, held_out).double().mean(dim=0)
    widest = width.argsort(descending=True)[: -(-len(width) // FIFTH)]
    return IntervalScore(
        population=interval.population,
        level=interval.level,
        winkler=mean(winkler(interval, held_out).mean(dim=0)),
        coverage=mean(inside),
        width=mean(width),
        uncertain_coverage=mean(inside[widest]),
    )
