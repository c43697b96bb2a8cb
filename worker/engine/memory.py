"""Tensors that are likely to be asked for again."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

from torch import Tensor

K = TypeVar("K", bound=Hashable)


class Memory(Generic[K]):
    """At most so many bytes of tensors by key; those that were not asked for longest go first."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._bytes = 0
        self._tensors: OrderedDict[K, Tensor] = OrderedDict()

    def find(self, key: K) -> Tensor | None:
        if key in self._tensors:
            self._tensors.move_to_end(key)
        return self._tensors.get(key)

    def keep(self, key: K, tensor: Tensor) -> None:
        """Also where it alone is more than the budget."""
        if key in self._tensors:
            self._bytes -= self._tensors.pop(key).nbytes
        self._tensors[key] = tensor
        self._bytes += tensor.nbytes
        while self._bytes > self._budget and len(self._tensors) > 1:
            _, oldest = self._tensors.popitem(last=False)
            self._bytes -= oldest.nbytes
