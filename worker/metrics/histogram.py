"""How many images have which score."""

import torch
from torch import Tensor

BINS = 40


def histogram(scores: Tensor, upper: float, bins: int = BINS) -> Tensor:
    """Counts (bins,) int64 of scores (examples,) in bins of equal width from 0 to `upper`.

    A bin holds its lower edge, the last one also `upper`. Scores are bounded in theory: what
    rounding puts outside is counted in the bin at that end, so that every image counts once.
    """
    index = (scores.double() * (bins / upper)).floor().long().clamp(0, bins - 1)
    return torch.bincount(index, minlength=bins)
