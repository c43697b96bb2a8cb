"""How well an uncertainty says which answers to withhold."""

import torch
from torch import Tensor


def selective_risk(uncertainty: Tensor, wrong: Tensor) -> Tensor:
    """Share of wrong answers among the 1, 2, ... least uncertain images (examples,), float64.

    Images of equal uncertainty count as their mean: what a random order of them would give on
    average, so that the order of the data plays no part.
    """
    _, group, size = torch.unique(uncertainty, return_inverse=True, return_counts=True)
    errors = torch.zeros(len(size), dtype=torch.float64, device=wrong.device)
    errors.index_add_(0, group, wrong.double())
    expected: Tensor = (errors / size)[group][uncertainty.argsort()]
    return expected.cumsum(0) / torch.arange(1, len(wrong) + 1, device=wrong.device)


def aurc(uncertainty: Tensor, wrong: Tensor) -> float:
    """Mean selective risk over all coverages (Geifman and El-Yaniv 2017, arXiv 1705.08500).

    Args:
        uncertainty: (examples,); the highest is withheld first.
        wrong: (examples,) bool.
    """
    return float(selective_risk(uncertainty, wrong).mean())
