"""How far the variance of an image may lie from that of the images like it.

Smyth 2004 (Statistical Applications in Genetics and Molecular Biology 3, article 3), who estimated
the variance of each of thousands of genes from a handful of arrays.
"""

from typing import NamedTuple

import torch
from torch import Tensor

from worker.metrics.spread import Spread

DEGREES = 10.0
LEAST_DEGREES, MOST_DEGREES = 4.0, 1e4
"""Below, variances have no variance; above, they are as good as equal."""
NEWTON_STEPS = 20


class Prior(NamedTuple):
    """The variances of images scatter about a location as if it were known from some values."""

    degrees: float
    location: Tensor
    """(examples,)."""


def assumed_prior(spread: Spread, degrees: float = DEGREES) -> Prior:
    """At the pooled variance itself.

    This errs on the wide side: were the prior true, the mean of the variances would exceed its
    location by d0 / (d0 - 2). `fitted_prior` takes that into account.
    """
    return Prior(degrees, spread.pooled_variance)


def fitted_prior(spread: Spread) -> Prior:
    """Degrees from the scatter of log s^2 about log h (Smyth 2004, section 6.2).

    The location is h (d0 - 2) / d0, so that h is the mean of the variances: with two members it is
    known better than the mean of their logarithms, which the paper matches. Images whose members
    agree exactly tell nothing and are left out.
    """
    known = (spread.own_variance > 0) & (spread.pooled_variance > 0)
    logs = (spread.own_variance[known] / spread.pooled_variance[known]).log()
    excess = float(logs.var()) - _polygamma(1, (spread.members - 1) / 2) if len(logs) > 1 else 0.0
    degrees = 2 * _inverse_trigamma(excess) if excess > 0 else MOST_DEGREES
    degrees = min(max(degrees, LEAST_DEGREES), MOST_DEGREES)
    return Prior(degrees, spread.pooled_variance * (degrees - 2) / degrees)


def _polygamma(order: int, x: float) -> float:
    return float(torch.special.polygamma(order, torch.tensor(x, dtype=torch.float64)))


def _inverse_trigamma(value: float) -> float:
    """Newton's method on 1 / trigamma, which is nearly straight (Smyth 2004, appendix)."""
    x = 0.5 + 1 / value
    for _ in range(NEWTON_STEPS):
        x += _polygamma(1, x) * (1 - _polygamma(1, x) / value) / _polygamma(2, x)
    return x
