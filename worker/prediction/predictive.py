"""The predictive distribution: the mean of member probabilities, from log-space."""

from math import log

import torch
from torch import Tensor

from worker.prediction.refusal import NotANumber


def log_probabilities(logits: Tensor) -> Tensor:
    """Log-softmax over the last axis, float64.

    Args:
        logits: (networks, examples, classes).

    Raises:
        NotANumber: Those of some network are not finite.
    """
    found = torch.log_softmax(logits.double(), dim=-1)
    finite = torch.isfinite(found).flatten(1).all(dim=1)
    if not bool(finite.all()):
        raise NotANumber(int((~finite).sum()), len(finite))
    return found


def log_predictive(member_log_probabilities: Tensor) -> Tensor:
    """Log of the mean over members of their probabilities; never a mean of logits.

    Args:
        member_log_probabilities: (members, examples, classes) float64.

    Returns:
        (examples, classes)
    """
    members = len(member_log_probabilities)
    return torch.logsumexp(member_log_probabilities, dim=0) - log(members)
