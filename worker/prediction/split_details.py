"""A few networks on a whole split: each one's figures of merit, and where their labels differ."""

import torch
from torch import Tensor

from backend.contracts.evaluation import Gap
from backend.contracts.predictions import SplitDetails
from worker.metrics.gap import paired_gap
from worker.metrics.quality import example_nll, is_correct
from worker.metrics.report import unscaled_quality

SHOWN = 64
"""Differing images that are named."""


def split_details(log_probabilities: Tensor, targets: Tensor) -> SplitDetails:
    """Of log-probabilities (networks, examples, classes) and targets (examples,) int64."""
    outputs, targets = log_probabilities.cpu(), targets.cpu()
    confidence, labels = outputs.max(dim=-1)  # (networks, examples)
    differing = torch.ne(labels.unsqueeze(0), labels.unsqueeze(1)).sum(dim=-1)
    return SplitDetails(
        examples=len(targets),
        networks=[unscaled_quality(network, targets) for network in outputs],
        behind_first=_behind_first(outputs, targets),
        differing=differing.tolist(),
        differing_examples=_most_confident(labels[[0, -1]], confidence[[0, -1]]),
    )


def _behind_first(outputs: Tensor, targets: Tensor) -> list[Gap]:
    nll, correct = example_nll(outputs, targets), is_correct(outputs, targets).double()
    return [
        paired_gap(loss - nll[0], correct[0] - right)
        for loss, right in zip(nll, correct, strict=True)
    ]


def _most_confident(labels: Tensor, confidence: Tensor) -> list[int]:
    """Images that two networks label differently, by the lesser of their confidences: (2, n)."""
    (found,) = torch.ne(labels[0], labels[1]).nonzero(as_tuple=True)
    order = confidence[:, found].amin(dim=0).argsort(descending=True, stable=True)
    return found[order[:SHOWN]].tolist()
