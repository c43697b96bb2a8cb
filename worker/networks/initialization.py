"""First weights of a network, from an explicit generator."""

from math import sqrt

import torch
from torch import Tensor, nn

from worker.subspaces.layout import Layout


def initial_weights(module: nn.Module, layout: Layout, generator: torch.Generator) -> Tensor:
    """Flat first weights (n_parameters,): torch's defaults, for every architecture alike.

    Weight tensors and the biases beside them are uniform in +-1 / sqrt(fan-in), which is
    Kaiming-uniform with a = sqrt(5) (He 2015); scales of normalisation are 1, their shifts 0.
    Drawn on the CPU in the module's order, so equal on every device.
    """
    flat = torch.zeros(layout.n_parameters)
    views = layout.views(flat)
    bound = 0.0
    for name, parameter in module.named_parameters():
        view, kind = views[name], name.rpartition(".")[2]
        if parameter.ndim >= 2:
            bound = 1 / sqrt(parameter[0].numel())
            view.uniform_(-bound, bound, generator=generator)
        elif kind == "weight":
            bound = 0.0
            view.fill_(1)
        else:
            view.uniform_(-bound, bound, generator=generator)
    return flat
