"""The losses of an epoch's steps, kept on the device: no step waits for a number."""

from collections.abc import Sequence

import torch
from torch import Tensor

from worker.training.errors import Diverged

MEMORY = 50
"""Steps that the smoothed loss is the mean of."""


class Losses:
    """One slot for each step of an epoch, behind the last losses of the epoch before."""

    def __init__(self, steps_per_epoch: int, device: torch.device) -> None:
        self.values = torch.zeros(MEMORY + steps_per_epoch, device=device)
        """(MEMORY + steps_per_epoch,) mean cross-entropies, nats."""

    def record_(self, step: int, loss: Tensor) -> None:
        """Keep the loss of a step, counted from 0 in its epoch."""
        self.values[MEMORY + step] = loss

    def start_epoch_(self, steps: int) -> None:
        """Keep the last losses of an epoch that had so many steps."""
        self.values[:MEMORY] = self.values[steps : steps + MEMORY].clone()

    def smoothed(self, step: int, steps_in_stage: int) -> float | None:
        """Mean over the last steps, at most fifty; null before the first.

        Args:
            step: Done in this epoch.
            steps_in_stage: Done in all its epochs.
        """
        count = min(steps_in_stage, MEMORY)
        last = self.values[MEMORY + step - count : MEMORY + step]
        return float(last.double().mean()) if count else None

    def mean(self, sizes: Sequence[int]) -> float:
        """Mean over the examples of an epoch.

        Args:
            sizes: Examples (steps,) of each step.
        """
        losses: list[float] = self.values[MEMORY : MEMORY + len(sizes)].tolist()
        weighted = (loss * size for loss, size in zip(losses, sizes, strict=True))
        return sum(weighted) / sum(sizes)

    def check_finite(self, step: int, *, before: int) -> None:
        """Refuse to go on from a loss that is not finite.

        Args:
            step: Done in this epoch.
            before: Steps done before this epoch.

        Raises:
            Diverged: Names the first such step, from 1.
        """
        finite = torch.isfinite(self.values[MEMORY : MEMORY + step])
        if not bool(finite.all()):
            raise Diverged(before + int(finite.int().argmin()) + 1)
