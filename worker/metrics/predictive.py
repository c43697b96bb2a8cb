"""The predictive distribution: the mean of member probabilities, from log-space."""

from math import log

import torch
from torch import Tensor


def log_predictive(member_log_probabilities: Tensor) -> Tensor:
    """Log of the mean over members of their probabilities; never a mean of logits.

    Args:
        member_log_probabilities: (members, examples, classes) float64.

    Returns:
        (examples, classes)
    """
    members = len(member_log_probabilities)
    return torch.logsumexp(member_log_probabilities, dim=0) - log(members)
