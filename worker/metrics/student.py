"""Student's distribution, which torch lacks: tails and quantiles."""

from math import inf, isinf

import torch
from scipy import special
from torch import Tensor

NORMAL = inf
"""Degrees of freedom of the normal distribution."""


def upper_tail(t: Tensor, degrees: float) -> Tensor:
    """P(T > t) of Student's distribution, of the normal one for infinite degrees; float64.

    Args:
        t: Of any shape.
        degrees: Of freedom, at least 1.
    """
    below = -t.double().cpu().numpy()
    tail = special.ndtr(below) if isinf(degrees) else special.stdtr(degrees, below)
    return torch.as_tensor(tail, dtype=torch.float64, device=t.device)


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
    share = (1 + level) / 2
    return float(special.ndtri(share) if isinf(degrees) else special.stdtrit(degrees, share))
