"""How far networks are behind others on the same images."""

from torch import Tensor

from backend.contracts.evaluation import Gap
from worker.metrics.quality import mean

TOLERANCE = 2.0
"""Standard uncertainties by which networks may be worse and still count as equally good."""


def paired_gap(nll: Tensor, accuracy: Tensor) -> Gap:
    """From differences (examples,); positive is worse."""
    nats, part = mean(nll), mean(accuracy)
    return Gap(
        nll=nats.value,
        accuracy=part.value,
        nll_standard_uncertainty=nats.standard_error,
        accuracy_standard_uncertainty=part.standard_error,
        caught_up=nats.value <= TOLERANCE * nats.standard_error
        and part.value <= TOLERANCE * part.standard_error,
    )
