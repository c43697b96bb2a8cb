"""Telling foreign inputs from those of the training distribution; foreign is the positive label.

Scores are taken whole, never batch by batch; the higher, the more uncertain.
"""

from collections.abc import Callable, Mapping
from math import sqrt
from typing import NamedTuple

import torch
from torch import Tensor

from worker.metrics.predictive import log_predictive
from worker.metrics.uncertainty import entropy, uncertainty

PERCENT = 95

Score = Callable[[Tensor], Tensor]
"""From log-probabilities (members, examples, classes), float64, to (examples,)."""


def max_probability(member_log_probabilities: Tensor) -> Tensor:
    """-log of the leading probability (Hendrycks and Gimpel 2017, arXiv 1610.02136)."""
    return -log_predictive(member_log_probabilities).amax(dim=-1)


def predictive_entropy(member_log_probabilities: Tensor) -> Tensor:
    """Of the predictive; nats."""
    return entropy(log_predictive(member_log_probabilities))


def mutual_information(member_log_probabilities: Tensor) -> Tensor:
    """Between class and member; nats, zero throughout for a single member."""
    return uncertainty(member_log_probabilities).mutual_information


SCORES: Mapping[str, Score] = {
    "max_probability": max_probability,
    "predictive_entropy": predictive_entropy,
    "mutual_information": mutual_information,
}


class OODMetrics(NamedTuple):
    """Fractions, all of them."""

    score: str
    """Name of the score that ranks."""
    auroc: float
    auroc_standard_error: float
    """Sampling of both sets (DeLong 1988)."""
    aupr: float
    """Average precision; depends on how many foreign images there are."""
    fpr95: float
    """Share of foreign images accepted where 95 % of the own ones are."""
    fpr95_ood: float
    """Share of own images flagged where 95 % of the foreign ones are."""


def detection(own: Tensor, foreign: Tensor, *, score: str) -> OODMetrics:
    """Quality of one score.

    Args:
        own: Scores of images of the training distribution (examples,).
        foreign: Scores of images of another one (foreign examples,).
        score: The name under which the result is shown.
    """
    own, foreign = own.double().sort().values, foreign.double().sort().values
    area, error = auroc(own, foreign)
    return OODMetrics(
        score=score,
        auroc=area,
        auroc_standard_error=error,
        aupr=average_precision(own, foreign),
        fpr95=share_accepted(own, foreign),
        # Mirrored, the foreign ones are those of which 95 % must be on the near side.
        fpr95_ood=share_accepted(-foreign.flip(0), -own),
    )


def detections(own: Tensor, foreign: Tensor) -> list[OODMetrics]:
    """Quality of every named score, from log-probabilities (members, examples, classes)."""
    return [detection(score(own), score(foreign), score=name) for name, score in SCORES.items()]


def auroc(own: Tensor, foreign: Tensor) -> tuple[float, float]:
    """Chance that a foreign image scores above an own one, ties one half, and standard error.

    Both sorted, ascending. DeLong, DeLong and Clarke-Pearson 1988, equations 3 to 5.
    """
    above, below = _placements(foreign, own), 1 - _placements(own, foreign)
    variance = sum(float(part.var()) / len(part) for part in (above, below) if len(part) > 1)
    return float(above.mean()), sqrt(variance)


def _placements(values: Tensor, among: Tensor) -> Tensor:
    """Share of sorted `among` below each value, ties one half: as `values`."""
    lower, upper = (torch.searchsorted(among, values, right=right) for right in (False, True))
    return (lower + upper).double() / (2 * len(among))


def average_precision(own: Tensor, foreign: Tensor) -> float:
    """Sum over thresholds of precision times the step in recall; both sorted, ascending."""
    thresholds, steps = torch.unique(foreign, return_counts=True)
    flagged_foreign, flagged_own = (
        (len(scores) - torch.searchsorted(scores, thresholds)).double() for scores in (foreign, own)
    )
    precision = flagged_foreign / (flagged_foreign + flagged_own)
    return float((precision * steps).sum() / len(foreign))


def share_accepted(near: Tensor, far: Tensor) -> float:
    """Share of `far` up to the lowest score that keeps 95 % of `near`, which is sorted."""
    kept = -(-PERCENT * len(near) // 100)
    return float((far <= near[kept - 1]).double().mean())
