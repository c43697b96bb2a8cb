"""The first layer of many networks at once: it is linear in the weights, so shared exactly.

Where a point of weight space is sum_i c_i w_i, the first linear layer gives
sum_i c_i (x W_i + b_i), and each term is computed once for all points.
"""

from collections.abc import Callable, MutableMapping

import torch
from cachetools import LRUCache
from torch import Tensor, nn

from worker.engine.skeleton import Skeleton, Term
from worker.subspaces.layout import Layout

Tile = tuple[object, int]
"""A set of examples and the first of those that are passed together."""


class SharedLinear(nn.Module):
    """Stands in for the first layer; remembers its terms for each tile of examples.

    Args:
        name: Of the layer it replaces.
        layout: Of the flat vectors.
        budget: Largest size of the memory, in bytes.
    """

    def __init__(self, name: str, layout: Layout, budget: int) -> None:
        super().__init__()
        self._name = name
        self._layout = layout
        self._budget = budget
        # Keeps the vectors too: an address names a vector only as long as that one lives.
        self._products: MutableMapping[tuple[int, Tile], tuple[Tensor, Tensor]] = LRUCache(
            budget, lambda kept: min(kept[1].nbytes, budget)
        )
        self._terms: list[Term] = []
        self._tile: Tile = (None, 0)

    @property
    def span(self) -> slice:
        """Of the flat weights: the layer's weight, which the points behind it need not mix."""
        index = self._layout.names.index(f"{self._name}.weight")
        start = self._layout.offsets[index]
        return slice(start, start + self._layout.shapes[index].numel())

    def fits(self, rows: int) -> bool:
        """Whether so many rows of outputs, over all vectors, can be remembered."""
        index = self._layout.names.index(f"{self._name}.weight")
        return rows * self._layout.shapes[index][0] * 4 <= self._budget

    def aim(self, terms: list[Term], tile: Tile) -> None:
        self._terms, self._tile = terms, tile

    def forward(self, inputs: Tensor) -> Tensor:
        (first, vector), *others = self._terms
        outputs = self._product(vector, inputs) * first
        for coefficient, other in others:
            outputs.add_(self._product(other, inputs), alpha=coefficient)
        return outputs

    def _product(self, vector: Tensor, inputs: Tensor) -> Tensor:
        key = (vector.data_ptr(), self._tile)
        if key in self._products:
            return self._products[key][1]
        views = self._layout.views(vector)
        weight, bias = views[f"{self._name}.weight"], views.get(f"{self._name}.bias")
        product = nn.functional.linear(inputs, weight, bias)
        self._products[key] = vector, product
        return product

    def forget(self, examples: object) -> None:
        for key in [key for key in self._products if key[1][0] is examples]:
            del self._products[key]


def first_linear(skeleton: Skeleton, images: Tensor) -> str | None:
    """Name of the linear layer that sees nothing but the images; none where there is none.

    Args:
        skeleton: Aimed at any weights; afterwards at zeros.
        images: A few normalised images (n, channels, height, width).
    """
    (name, inputs), *others = _calls(skeleton.module, images)
    layer = skeleton.module.get_submodule(name)
    once = name not in [other for other, _ in others]
    skeleton.aim(skeleton.views(torch.zeros(skeleton.layout.n_parameters, device=images.device)))
    (_, inputs_at_zero), *_ = _calls(skeleton.module, images)
    fixed = torch.equal(inputs, inputs_at_zero)
    return (
        name if type(layer) is nn.Linear and once and fixed and not _tied(layer, skeleton) else None
    )


def _calls(module: nn.Module, images: Tensor) -> list[tuple[str, Tensor]]:
    """Names and inputs of the submodules with weights of their own, as they were called."""
    calls: list[tuple[str, Tensor]] = []

    def record(name: str) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        return lambda _, inputs: calls.append((name, inputs[0].clone()))

    hooks = [
        submodule.register_forward_pre_hook(record(name))
        for name, submodule in module.named_modules()
        if any(True for _ in submodule.parameters(recurse=False))
    ]
    module(images)
    for hook in hooks:
        hook.remove()
    return calls


def _tied(layer: nn.Module, skeleton: Skeleton) -> bool:
    """Whether another layer uses the same weights."""
    own = {id(parameter) for parameter in layer.parameters()}
    everywhere = skeleton.module.named_parameters(remove_duplicate=False)
    return sum(id(parameter) in own for _, parameter in everywhere) > len(own)
