"""How good one network is on a whole split."""

import torch
import torch.nn.functional as F
from torch import Tensor

EVALUATION_BATCH = 1000


class RunningScores:
    """Loss and accuracy over all batches that were added, on their device."""

    def __init__(self, device: torch.device) -> None:
        self._sums = torch.zeros(2, dtype=torch.float64, device=device)
        self._examples = 0

    def add_(self, logits: Tensor, targets: Tensor) -> None:
        """Count one batch: logits (batch, classes), targets (batch,)."""
        losses = F.cross_entropy(logits, targets, reduction="none")
        hits = logits.argmax(dim=1) == targets
        self._sums += torch.stack([losses.double().sum(), hits.double().sum()])
        self._examples += len(targets)

    @property
    def means(self) -> tuple[float, float]:
        """Loss in nats and accuracy, per example."""
        loss, hits = (self._sums / self._examples).tolist()
        return loss, hits
