"""How members differ, and what averaging them gains."""

from math import nan

import torch
from torch import Tensor

from worker.metrics.predictive import log_predictive
from worker.metrics.quality import Mean, example_nll, mean


def example_disagreement(member_log_probabilities: Tensor) -> Tensor:
    """Share of the pairs of members that name different classes: (examples,) float64.

    Args:
        member_log_probabilities: (members, examples, classes), at least two members.
    """
    members, examples, classes = member_log_probabilities.shape
    named = member_log_probabilities.argmax(dim=-1)
    votes = torch.zeros(examples, classes, dtype=torch.float64, device=named.device)
    votes.scatter_add_(1, named.T, torch.ones_like(named.T, dtype=torch.float64))
    agreeing = (votes * (votes - 1)).sum(dim=-1)
    return 1 - agreeing / (members * (members - 1))


def disagreement(member_log_probabilities: Tensor) -> Mean:
    """Mean over images and pairs (Fort 2019, arXiv 1912.02757); not a number for one member."""
    if len(member_log_probabilities) < 2:
        return Mean(nan, nan)
    return mean(example_disagreement(member_log_probabilities))


def jensen_gap(member_log_probabilities: Tensor, targets: Tensor) -> Mean:
    """Mean NLL of the members less the NLL of their averaged probabilities, in nats.

    Never negative, image by image, since -log is convex.
    """
    alone = example_nll(member_log_probabilities.double(), targets).mean(dim=0)
    together = example_nll(log_predictive(member_log_probabilities.double()), targets)
    return mean((alone - together).clamp_min(0))
