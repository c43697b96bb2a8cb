"""What one further retraining would say, from the independent members that are there."""

from collections.abc import Callable
from math import isinf
from typing import Literal, NamedTuple

from torch import Tensor

from backend.contracts.quality import FlipRisk, IntervalWidth, Retraining
from worker.metrics.further import Further, flip_risk, moderated, pooled
from worker.metrics.intervals import LEVEL, interval, probability_interval, usual_interval
from worker.metrics.prior import fitted_prior
from worker.metrics.quality import median
from worker.metrics.spread import Spread, leading_log_odds, margins, pooled_spread

SAFE = 0.01
"""Risk up to which an answer is called safe."""

Kind = Literal["pooled", "moderated"]
Foretold = Callable[[Spread], Further]


def drawn(spread: Spread) -> Further:
    """Towards the pooled variance as far as the scatter about it says."""
    return moderated(spread, fitted_prior(spread))


FORETOLD: dict[Kind, Foretold] = {"pooled": pooled, "moderated": drawn}


class Foresight(NamedTuple):
    """A summary of all images, and the risk of each."""

    summary: Retraining
    flip_risk: dict[str, Tensor]
    """Kind -> chance of another class (examples,), float64."""


def foresight(member_log_probabilities: Tensor, population: str) -> Foresight:
    """Of the very images that the spread is pooled on.

    Args:
        member_log_probabilities: Of independent retrainings (members, examples, classes), at
            least two.
        population: Name of the images.
    """
    leading = leading_log_odds(member_log_probabilities)
    odds = pooled_spread(leading, population=population)
    margin = pooled_spread(margins(member_log_probabilities), population=population)
    risks: dict[str, Tensor] = {
        kind: flip_risk(foretold(margin)) for kind, foretold in FORETOLD.items()
    }
    summary = Retraining(
        population=population,
        members=odds.members,
        examples=len(odds.mean),
        level=LEVEL,
        intervals=[
            _usual(leading, population),
            *(_width(kind, foretold(odds)) for kind, foretold in FORETOLD.items()),
        ],
        flips=[
            FlipRisk(
                kind=kind,
                expected=float(risks[kind].sum()),
                safe_share=float((risks[kind] <= SAFE).double().mean()),
            )
            for kind in FORETOLD
        ],
    )
    return Foresight(summary, risks)


def _usual(log_odds: Tensor, population: str) -> IntervalWidth:
    shown = usual_interval(log_odds, population=population)
    width = shown.high - shown.low
    return IntervalWidth(
        kind="usual",
        degrees_of_freedom=len(log_odds) - 1,
        median_width=median(width),
        mean_width=float(width.mean()),
        median_log_odds_width=None,
        mean_log_odds_width=None,
    )


def _width(kind: Kind, further: Further) -> IntervalWidth:
    shown, odds = probability_interval(further), interval(further)
    width, odds_width = shown.high - shown.low, odds.high - odds.low
    return IntervalWidth(
        kind=kind,
        degrees_of_freedom=None if isinf(further.degrees) else further.degrees,
        median_width=median(width),
        mean_width=float(width.mean()),
        median_log_odds_width=median(odds_width),
        mean_log_odds_width=float(odds_width.mean()),
    )
