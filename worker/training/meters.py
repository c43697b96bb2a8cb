"""Running losses of a training, on its device: no step waits for a number."""

from functools import cache
from math import isfinite

import torch
from torch import Tensor

from worker.training.errors import Diverged

KEPT = 0.98
"""Part of the smoothed loss that a step keeps: a memory of fifty steps."""


class Meters:
    """Losses of one stage: sum over the epoch, exponential average, steps while it was finite."""

    def __init__(self, device: torch.device) -> None:
        self.state = torch.zeros(3, dtype=torch.float64, device=device)
        """Sum of loss x examples over the epoch, decaying sum of losses, finite steps."""
        self._kept = self.state.new_tensor([1, KEPT])
        self._gains = cache(lambda examples: self.state.new_tensor([examples, 1 - KEPT]))

    def add_(self, loss: Tensor, examples: int) -> None:
        """Count one step with this mean loss over so many examples."""
        sums = self.state[:2]
        sums.mul_(self._kept).add_(self._gains(examples) * loss)
        self.state[2].add_(torch.isfinite(sums[1]))

    def start_epoch_(self) -> None:
        self.state[0] = 0

    def start_stage_(self) -> None:
        self.state.zero_()

    def epoch_loss(self, examples: int) -> float:
        """Mean over the epoch so far, nats."""
        return float(self.state[0]) / examples

    def smoothed_loss(self, steps: int, *, before: int) -> float | None:
        """Average over about fifty steps, nats; null before the first.

        Args:
            steps: Done in this stage.
            before: Steps of the stages before, to name the one that diverged.

        Raises:
            Diverged: A loss was not finite.
        """
        _, smoothed, finite_steps = self.state.tolist()
        if not isfinite(smoothed):
            raise Diverged(before + int(finite_steps) + 1)
        return smoothed / (1 - KEPT**steps) if steps else None
