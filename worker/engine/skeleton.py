"""One module whose weights are lent to it: it computes any point of weight space."""

import copy
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from worker.networks.batch_norm import running_statistics
from worker.subspaces.layout import Layout

Term = tuple[float, Tensor]
"""A coefficient and the flat vector (n_parameters,) it belongs to; a point is a sum of terms."""


class Skeleton:
    """A module that is taken over: its parameters become views of the vector it is aimed at.

    Running statistics of batch normalisation, which belong to a point as its weights do, are lent
    in the same way.

    Not for several threads at once: make one for each.
    """

    def __init__(self, module: nn.Module, layout: Layout) -> None:
        self.layout = layout
        self.module = module.eval().requires_grad_(False)
        parameters = dict(self.module.named_parameters())
        self._parameters = {n: parameters[n] for n in layout.names if n in parameters}
        self._statistics = running_statistics(self.module)

    def views(self, flat: Tensor) -> list[Tensor]:
        """What `aim` takes: the views of `flat` (n_parameters,) that this module uses."""
        views = self.layout.views(flat)
        return [_fast_layout(views[name]) for name in self._parameters]

    @property
    def has_statistics(self) -> bool:
        return bool(self._statistics)

    def zero_statistics(self) -> Tensor:
        """Room (n_statistics,) for those of one point."""
        return self._statistics[0].new_zeros(sum(map(torch.numel, self._statistics)))

    def divided(self, statistics: Tensor) -> Sequence[Tensor]:
        """What `aim` takes: the views of `statistics` (n_statistics,) that this module uses."""
        sizes = [buffer.numel() for buffer in self._statistics]
        views: tuple[Tensor, ...] = torch.split_with_sizes(statistics, sizes)
        return views

    def aim(self, views: list[Tensor], statistics: Sequence[Tensor] = ()) -> None:
        """Compute with these from now on; where no statistics are given, with any."""
        for parameter, view in zip(self._parameters.values(), views, strict=True):
            parameter.data = view
        for buffer, view in zip(self._statistics, statistics, strict=bool(statistics)):
            buffer.data = view

    def replace(self, name: str, submodule: nn.Module) -> "Skeleton":
        """A copy with another submodule of this name, whose weights are not lent any more."""
        module = copy.deepcopy(self.module)
        module.set_submodule(name, submodule)
        return Skeleton(module, self.layout)


def _fast_layout(view: Tensor) -> Tensor:
    """Filters are copied to channels-last, in which a convolution takes two thirds of the time."""
    if view.ndim == 4:
        return view.contiguous(memory_format=torch.channels_last)
    return view


def mix_(mixed: Tensor, points: list[list[Term]], parts: list[slice]) -> None:
    """Write `parts` of the points into `mixed` (points, n_parameters)."""
    for row, ((first, start), *others) in zip(mixed, points, strict=True):
        for part in parts:
            torch.mul(start[part], first, out=row[part])
            for coefficient, other in others:
                row[part].add_(other[part], alpha=coefficient)
