"""The Brier score over all classes (Brier 1950; from 0 to 2)."""

import torch
from torch import Tensor

from worker.metrics.quality import Mean, mean


def brier(log_predictive: Tensor, targets: Tensor) -> Mean:
    """Of averaged probabilities (examples, classes), given as log-probabilities."""
    forecast = log_predictive.double().exp()
    return mean((forecast - _truth(forecast, targets)).square().sum(dim=-1))


def _truth(forecast: Tensor, targets: Tensor) -> Tensor:
    """One where the class is the target: (examples, classes)."""
    return torch.zeros_like(forecast).scatter(1, targets.unsqueeze(-1), 1.0)
