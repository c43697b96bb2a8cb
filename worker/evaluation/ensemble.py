"""What an ensemble is worth: figures of its mean, and how it tells foreign images."""

from torch import Tensor

from backend.contracts.ensembles import EnsembleFigures
from worker.evaluation.evaluate import detected
from worker.metrics.predictive import log_predictive
from worker.metrics.report import unscaled_quality


def figures(own: Tensor, targets: Tensor, foreign: Tensor | None) -> EnsembleFigures:
    """Of an ensemble, from what its networks say.

    Args:
        own: Log-probabilities of test images (networks, examples, classes), float64.
        targets: (examples,) int64.
        foreign: Log-probabilities of foreign images (networks, foreign examples, classes).
    """
    return EnsembleFigures(
        networks=len(own),
        quality=unscaled_quality(log_predictive(own), targets, members=len(own)),
        detection=[] if foreign is None else detected(own, foreign),
    )
