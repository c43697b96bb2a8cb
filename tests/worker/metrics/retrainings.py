"""Synthetic retrainings whose spread is known."""

import torch
from torch import Tensor

from tests.worker.metrics.outputs import generator

EXAMPLES = 5000


GROWTH = 0.06


def true_variance(mean: Tensor, growth: float = GROWTH) -> Tensor:
    """Of log-odds, growing with their distance from 0."""
    return 0.2 + growth * mean.abs()


def retrainings(
    count: int,
    seed: int,
    *,
    degrees: float | None = None,
    examples: int = EXAMPLES,
    growth: float = GROWTH,
) -> Tensor:
    """Log-odds (count, examples), independent; two-class margins are the same thing.

    With degrees the variance of each image scatters by an inverse chi-squared variable, as
    Smyth 2004 has it.
    """
    source = generator(seed)
    mean = 16 * torch.rand(examples, generator=source, dtype=torch.float64) - 4
    variance = true_variance(mean, growth)
    if degrees is not None:
        half = torch.full_like(mean, degrees / 2)
        chi_squared = 2 * torch._standard_gamma(half, generator=source)
        variance = variance * degrees / chi_squared
    noise = torch.randn(count, examples, generator=source, dtype=torch.float64)
    return mean + variance.sqrt() * noise


def two_classes(log_odds: Tensor) -> Tensor:
    """Log-probabilities (..., 2) of which the first class has these log-odds."""
    signs = torch.tensor([1.0, -1.0], dtype=torch.float64)
    return torch.nn.functional.logsigmoid(log_odds.unsqueeze(-1) * signs)
