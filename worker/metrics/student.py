"""Student's distribution, which torch lacks: tails, quantiles and what follows for few values."""

from math import exp, inf, isinf, lgamma, pi, sqrt

import numpy as np
import torch
from torch import Tensor

NODES, WEIGHTS = (torch.from_numpy(array) for array in np.polynomial.legendre.leggauss(96))
CROWDING = 4
"""Power by which nodes crowd at the far end of the tail, where sin^(degrees - 1) has a kink."""
NEGLIGIBLE = 40.0
"""The tail is left where the integrand has fallen by exp(40)."""
HALVINGS = 60
NORMAL = inf
"""Degrees of freedom of the normal distribution."""


def upper_tail(t: Tensor, degrees: float) -> Tensor:
    """P(T > t) of Student's distribution, of the normal one for infinite degrees; float64.

    With t = sqrt(degrees) / tan(angle) the tail of a positive t is the integral of
    sin^(degrees - 1) up to that angle, over B(degrees / 2, 1 / 2).

    Args:
        t: Of any shape.
        degrees: Of freedom, at least 1.
    """
    t = t.double()
    if isinf(degrees):
        return torch.erfc(t / sqrt(2)) / 2
    near = torch.atan2(torch.full_like(t, sqrt(degrees)), t.abs())
    fall = exp(-NEGLIGIBLE / (degrees - 1)) if degrees > 1 else 0.0
    far = torch.asin(torch.sin(near) * fall)
    unit = (NODES.to(t.device) + 1) / 2
    angles = far.unsqueeze(-1) + (near - far).unsqueeze(-1) * unit**CROWDING
    integrand = torch.sin(angles) ** (degrees - 1) * unit ** (CROWDING - 1)
    integral = (near - far) * CROWDING / 2 * (integrand @ WEIGHTS.to(t.device))
    tail = integral * _inverse_beta(degrees)
    return torch.where(t < 0, 1 - tail, tail)


def _inverse_beta(degrees: float) -> float:
    """1 / B(degrees / 2, 1 / 2)."""
    return exp(lgamma((degrees + 1) / 2) - lgamma(degrees / 2)) / sqrt(pi)


def coverage_factor(level: float, degrees: float) -> float:
    """k such that a share `level` of the distribution lies within +-k.

    Raises:
        ValueError: The level is no share, or there is less than one degree of freedom.
    """
    if not 0 < level < 1 or degrees < 1:
        raise ValueError(
            f"expected a level between 0 and 1 and at least one degree of freedom; "
            f"got {level} and {degrees}"
        )
    low, high = 0.0, 1.0
    while _within(high, degrees) < level:
        low, high = high, 2 * high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, degrees) < level else (low, middle)
    return high


def _within(k: float, degrees: float) -> float:
    return 1 - 2 * float(upper_tail(torch.tensor(k, dtype=torch.float64), degrees))


def prediction_factor(level: float, values: int) -> float:
    """Times s, the half-width about the mean of n values for a further one: t sqrt(1 + 1/n)."""
    return coverage_factor(level, values - 1) * sqrt(1 + 1 / values)
