"""The Brier score over all classes (Brier 1950; from 0 to 2) and what it is made of."""

from typing import NamedTuple

import torch
from torch import Tensor

from worker.metrics.quality import Mean, mean
from worker.metrics.reliability import BINS, equal_width


class Murphy(NamedTuple):
    """brier = reliability - resolution + uncertainty + within_bins, summed over classes."""

    brier: float
    reliability: float
    """Squared distance of forecasts from the frequencies that followed; 0 is best."""
    resolution: float
    """Squared distance of these frequencies from the base rates; more is better."""
    uncertainty: float
    """Of the base rates themselves, whatever the forecast."""
    within_bins: float
    """What bins hide: variance of forecasts inside them less twice their covariance with truth."""


def brier(log_predictive: Tensor, targets: Tensor) -> Mean:
    """Of averaged probabilities (examples, classes), given as log-probabilities."""
    forecast = log_predictive.double().exp()
    return mean((forecast - _truth(forecast, targets)).square().sum(dim=-1))


def murphy(log_predictive: Tensor, targets: Tensor, *, bins: int = BINS) -> Murphy:
    """Decomposition class by class in bins of equal width.

    Murphy 1973, with the within-bin terms of Stephenson, Coelho and Jolliffe 2008 (equation 8),
    which make the sum exact.
    """
    forecast = log_predictive.double().exp()
    truth = _truth(forecast, targets)
    index = torch.bucketize(forecast, equal_width(bins).to(forecast.device))
    stated, followed = (_bin_means(values, index, bins) for values in (forecast, truth))
    base, inside = truth.mean(dim=0), forecast - stated
    return Murphy(
        brier=_total((forecast - truth).square()),
        reliability=_total((stated - followed).square()),
        resolution=_total((followed - base).square()),
        uncertainty=_total(base * (1 - base)),
        within_bins=_total(inside.square() - 2 * inside * (truth - followed)),
    )


def _truth(forecast: Tensor, targets: Tensor) -> Tensor:
    """One where the class is the target: (examples, classes)."""
    return torch.zeros_like(forecast).scatter(1, targets.unsqueeze(-1), 1.0)


def _bin_means(values: Tensor, index: Tensor, bins: int) -> Tensor:
    """Each value (examples, classes) replaced by the mean of its bin, class by class."""
    empty = torch.zeros(bins, values.shape[1], dtype=values.dtype, device=values.device)
    sums = empty.scatter_add(0, index, values)
    counts = empty.scatter_add(0, index, torch.ones_like(values))
    return (sums / counts).gather(0, index)


def _total(values: Tensor) -> float:
    """Sum over classes of the mean over examples."""
    return float(values.sum(dim=-1).mean())
