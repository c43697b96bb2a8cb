"""From logits to log-probabilities, which everything is worked out from."""

import torch
from torch import Tensor

from worker.engine.refusal import NotANumber


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
