"""How much the members leave open, and how far they disagree (Depeweg 2018); nats."""

from typing import NamedTuple

import torch
from torch import Tensor

from worker.metrics.predictive import log_predictive


class Uncertainty(NamedTuple):
    """Each (examples,), nats, but the last."""

    predictive_entropy: Tensor
    """Of the mean of the member probabilities: total."""
    expected_entropy: Tensor
    """Mean over the members: aleatoric."""
    mutual_information: Tensor
    """The first minus the second, which is never negative: epistemic."""
    standard_uncertainty: Tensor | None
    """Spread of each probability over the members (examples, classes), ddof = 1; none for one."""


def uncertainty(member_log_probabilities: Tensor) -> Uncertainty:
    """Of members (members, examples, classes), float64."""
    predictive_entropy = entropy(log_predictive(member_log_probabilities))
    expected_entropy = entropy(member_log_probabilities).mean(dim=0)
    several = len(member_log_probabilities) > 1
    return Uncertainty(
        predictive_entropy=predictive_entropy,
        expected_entropy=expected_entropy,
        mutual_information=(predictive_entropy - expected_entropy).clamp_min(0),
        standard_uncertainty=member_log_probabilities.exp().std(dim=0) if several else None,
    )


def entropy(log_probabilities: Tensor) -> Tensor:
    """-sum p log p over the last axis, with 0 log 0 = 0."""
    probabilities = log_probabilities.exp()
    products = probabilities * log_probabilities
    return -torch.where(probabilities > 0, products, 0.0).sum(dim=-1)
