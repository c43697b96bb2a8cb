"""Random directions in weight space that respect the scale of each filter."""

import torch
from torch import Tensor

from worker.subspaces.layout import Layout


def filter_normalize(direction: Tensor, reference: Tensor, layout: Layout) -> Tensor:
    """Scale each filter of `direction` to the norm of its filter in `reference` (Li 2018, sec. 4).

    A filter is one row of a weight tensor's first axis. Biases and scales get no displacement.

    Args:
        direction: Flat displacement (n_parameters,).
        reference: Flat weights (n_parameters,).
        layout: Of both.
    """
    normalized = torch.zeros_like(direction)
    targets = layout.views(normalized)
    references = layout.views(reference)
    for name, weights in layout.views(direction).items():
        if weights.ndim >= 2:
            rows = weights.flatten(1)
            norms = references[name].flatten(1).norm(dim=1, keepdim=True)
            scales = norms / rows.norm(dim=1, keepdim=True).clamp_min(1e-12)
            targets[name].flatten(1).copy_(rows * scales)
    return normalized


def random_direction(reference: Tensor, layout: Layout, generator: torch.Generator) -> Tensor:
    """A normal, filter-normalised direction (n_parameters,); drawn on the CPU on every device."""
    direction = torch.randn(layout.n_parameters, generator=generator).to(reference)
    return filter_normalize(direction, reference, layout)
