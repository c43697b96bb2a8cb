"""What one further retraining would say about each image, and whether it would change the label."""

from typing import NamedTuple

import torch
from torch import Tensor

from worker.metrics.predictive import log_predictive
from worker.metrics.prior import Prior, assumed_prior
from worker.metrics.spread import Spread
from worker.metrics.student import NORMAL, upper_tail


class Further(NamedTuple):
    """Predictive distribution of one further retraining: mean + scale T, T Student's."""

    population: str
    mean: Tensor
    """(examples,)."""
    scale: Tensor
    """Includes the uncertainty of the mean, sqrt(v (1 + 1 / members)): (examples,)."""
    degrees: float
    """Of freedom; infinite for a normal distribution."""


def usual(spread: Spread) -> Further:
    """From each image's own members alone: Student's t, one degree less than members."""
    return _further(spread, spread.own_variance, spread.members - 1)


def pooled(spread: Spread) -> Further:
    """Normal, with the pooled variance."""
    return _further(spread, spread.pooled_variance, NORMAL)


def moderated(spread: Spread, prior: Prior | None = None) -> Further:
    """With the image's own variance drawn towards the prior's.

    v = (d0 h + (N - 1) s^2) / (d0 + N - 1), d0 + N - 1 degrees of freedom (Smyth 2004, section 4).

    Args:
        spread: Of the images.
        prior: Ten degrees at the pooled variance where none is given.
    """
    prior = prior or assumed_prior(spread)
    own, degrees = spread.members - 1, prior.degrees + spread.members - 1
    variance = (prior.degrees * prior.location + own * spread.own_variance) / degrees
    return _further(spread, variance, degrees)


def _further(spread: Spread, variance: Tensor, degrees: float) -> Further:
    scale = (variance * (1 + 1 / spread.members)).sqrt()
    return Further(spread.population, spread.mean, scale, degrees)


def flip_risk(further: Further) -> Tensor:
    """Chance that one further retraining gives the other leading class: (examples,) float64.

    Args:
        further: Of the `margins`. With a pooled spread this is Phi(-m / sqrt(h (1 + 1/N))).
    """
    return upper_tail(further.mean / further.scale, further.degrees)


def flipped(member_log_probabilities: Tensor, held_out_log_probabilities: Tensor) -> Tensor:
    """Whether the class of held-out networks departs from that of the members' predictive.

    Args:
        member_log_probabilities: (members, examples, classes).
        held_out_log_probabilities: (retrainings, examples, classes).

    Returns:
        (retrainings, examples) bool.
    """
    named = log_predictive(member_log_probabilities.double()).argmax(dim=-1)
    return torch.ne(held_out_log_probabilities.argmax(dim=-1), named)
