"""What one further retraining would say, from the independent members that are there."""

from collections.abc import Callable
from math import isinf
from typing import Literal, NamedTuple

from torch import Tensor

from backend.contracts.quality import FlipRisk, IntervalWidth, Retraining
from worker.metrics.further import Further, flip_risk, moderated, pooled, usual
from worker.metrics.intervals import LEVEL, interval, probability_interval
from worker.metrics.prior import fitted_prior
from worker.metrics.spread import Spread, leading_log_odds, margins, pooled_spread

SAFE = 0.01
"""Risk up to which an answer is called safe."""

Kind = Literal["usual", "pooled", "moderated"]
Foretold = Callable[[Spread], Further]


def drawn(spread: Spread) -> Further:
    """Towards the pooled variance as far as the scatter about it says."""
    return moderated(spread, fitted_prior(spread))


INTERVALS: dict[Kind, Foretold] = {"usual": usual, "pooled": pooled, "moderated": drawn}
FLIPS: dict[Literal["pooled", "moderated"], Foretold] = {"pooled": pooled, "moderated": drawn}


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
    odds = pooled_spread(leading_log_odds(member_log_probabilities), population=population)
    margin = pooled_spread(margins(member_log_probabilities), population=population)
    risks: dict[str, Tensor] = {
        kind: flip_risk(foretold(margin)) for kind, foretold in FLIPS.items()
    }
    summary = Retraining(
        population=population,
        members=odds.members,
        examples=len(odds.mean),
        level=LEVEL,
        intervals=[_width(kind, foretold(odds)) for kind, foretold in INTERVALS.items()],
        flips=[
            FlipRisk(
                kind=kind,
                expected=float(risks[kind].sum()),
                safe_share=float((risks[kind] <= SAFE).double().mean()),
            )
            for kind in FLIPS
        ],
    )
    return Foresight(summary, risks)


def _width(kind: Kind, further: Further) -> IntervalWidth:
    shown, odds = probability_interval(further), interval(further)
    width, odds_width = shown.high - shown.low, odds.high - odds.low
    return IntervalWidth(
        kind=kind,
        degrees_of_freedom=None if isinf(further.degrees) else further.degrees,
        median_width=float(width.median()),
        mean_width=float(width.mean()),
        median_log_odds_width=float(odds_width.median()),
        mean_log_odds_width=float(odds_width.mean()),
    )
