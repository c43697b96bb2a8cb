"""Accuracy and negative log-likelihood, each with its sampling standard error."""

from math import isfinite, nan, sqrt
from typing import NamedTuple

import torch
from torch import Tensor


class Mean(NamedTuple):
    """A mean over examples and its standard uncertainty s / sqrt(n), ddof = 1."""

    value: float
    standard_error: float
    """NaN for one example."""


def mean(per_example: Tensor) -> Mean:
    """Mean of (examples,), summed in float64."""
    values = per_example.double()
    error = float(values.std()) / sqrt(len(values)) if len(values) > 1 else nan
    return Mean(float(values.mean()), error)


def median(values: Tensor) -> float:
    """Of (n,): the value in the middle, the mean of both where there are two; torch takes one."""
    return float(values.double().quantile(0.5))


def example_nll(log_probabilities: Tensor, targets: Tensor) -> Tensor:
    """Negative log-likelihood in nats.

    Args:
        log_probabilities: (..., examples, classes), normalised over classes.
        targets: (examples,) int64.

    Returns:
        (..., examples)
    """
    index = targets.unsqueeze(-1).expand(*log_probabilities.shape[:-1], 1)
    return -log_probabilities.gather(-1, index).squeeze(-1)


def is_correct(log_probabilities: Tensor, targets: Tensor) -> Tensor:
    """Whether the most probable class is the target: (..., examples) bool."""
    return torch.eq(log_probabilities.argmax(dim=-1), targets)


def finite(number: float) -> float | None:
    """Null for NaN and infinities, which JSON does not have."""
    return number if isfinite(number) else None
