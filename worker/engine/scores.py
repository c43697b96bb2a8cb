"""What networks score on images, and what a map shows of it."""

from collections.abc import Sequence
from math import isfinite, nan
from typing import NamedTuple

from torch import Tensor

from backend.contracts.metrics import Metric
from worker.metrics.quality import Mean, mean
from worker.metrics.reliability import calibration_errors


class PointScore(NamedTuple):
    """Of one network on a split."""

    loss: Mean
    """Nats; not finite where its numbers overflow."""
    accuracy: Mean
    """NaN where the loss is not finite: the class of such a network means nothing."""

    @classmethod
    def of(cls, nll: Tensor, correct: Tensor) -> "PointScore":
        loss = mean(nll)
        return cls(loss, mean(correct) if isfinite(loss.value) else Mean(nan, nan))


class Scores(NamedTuple):
    """Each (points, examples), on the CPU."""

    nll: Tensor
    """Float64; not finite where a network's numbers overflow."""
    correct: Tensor
    labels: Tensor
    """Int32, the class given; it means nothing where the numbers overflow."""
    confidence: Tensor
    """Float64, the probability of that class."""
    entropy: Tensor
    """Float64, of the network's probabilities; nats."""
    classes: int

    def means(self) -> list[PointScore]:
        """Over the examples, of every point."""
        pairs = zip(self.nll, self.correct, strict=True)
        return [PointScore.of(nll, correct) for nll, correct in pairs]

    def figures(self, means: Sequence[PointScore]) -> dict[Metric, list[float]]:
        """What a map shows of every point, by its metric.

        Args:
            means: Those above.
        """
        return {
            "loss": [point.loss.value for point in means],
            "accuracy": [point.accuracy.value for point in means],
            "ece": self.calibration_errors(),
            "entropy": self.entropies(),
        }

    def calibration_errors(self) -> list[float]:
        """Of every point; NaN where its numbers overflow."""
        return calibration_errors(self.confidence, self.correct).tolist()

    def entropies(self) -> list[float]:
        """Mean over the examples, of every point; NaN where its numbers overflow."""
        return self.entropy.mean(dim=1).tolist()
