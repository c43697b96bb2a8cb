"""How far networks are behind others on the same images."""

from torch import Tensor

from backend.contracts.evaluation import Gap
from worker.metrics.quality import mean


def paired_gap(nll: Tensor, accuracy: Tensor) -> Gap:
    """From differences (examples,); positive is worse."""
    nats, part = mean(nll), mean(accuracy)
    return Gap.of(nats.value, part.value, nats.standard_error, part.standard_error)
