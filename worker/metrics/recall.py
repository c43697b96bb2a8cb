"""Right answers class by class."""

from typing import NamedTuple

import torch
from torch import Tensor

from worker.metrics.quality import is_correct


class Recall(NamedTuple):
    """Each (classes,) float64."""

    images: Tensor
    """How many are of the class."""
    recall: Tensor
    """Share of them given that class; not a number where there are none."""
    standard_error: Tensor
    """s / sqrt(n), ddof = 1; not a number for fewer than two images."""


def class_recall(log_predictive: Tensor, targets: Tensor) -> Recall:
    """Of a predictive (examples, classes), given as log-probabilities."""
    classes = log_predictive.shape[-1]
    count = torch.bincount(targets, minlength=classes).double()
    right = targets[is_correct(log_predictive, targets)]
    recall = torch.bincount(right, minlength=classes) / count
    error = (recall * (1 - recall) / (count - 1).clamp_min(0)).sqrt()
    return Recall(count, recall, error)
