"""First weights of a network, from an explicit generator."""

from math import sqrt

import torch
from torch import Tensor, nn

from worker.subspaces.layout import Layout

FILTER_AXES = 4


def initial_weights(module: nn.Module, layout: Layout, generator: torch.Generator) -> Tensor:
    """Flat first weights (n_parameters,), for every architecture alike.

    Filters of convolutions are uniform in +-sqrt(6 / fan-in), which keeps the variance through a
    ReLU (He 2015, eq. 10): deep networks without normalisation do not learn from torch's own.
    All other weight tensors and all biases are as torch's own, uniform in +-1 / sqrt(fan-in);
    scales of normalisation are 1, their shifts 0. Drawn on the CPU in the module's order, so equal
    on every device.
    """
    flat = torch.zeros(layout.n_parameters)
    views = layout.views(flat)
    bound = 0.0
    for name, parameter in module.named_parameters():
        view, kind = views[name], name.rpartition(".")[2]
        if parameter.ndim >= 2:
            bound = 1 / sqrt(parameter[0].numel())
            wide = sqrt(6) * bound if parameter.ndim == FILTER_AXES else bound
            view.uniform_(-wide, wide, generator=generator)
        elif kind == "weight":
            bound = 0.0
            view.fill_(1)
        else:
            view.uniform_(-bound, bound, generator=generator)
    return flat
