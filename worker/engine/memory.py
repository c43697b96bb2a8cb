"""Tensors that are likely to be asked for again."""

from collections.abc import Hashable, MutableMapping
from typing import TypeVar

from cachetools import LRUCache
from torch import Tensor

K = TypeVar("K", bound=Hashable)


def tensor_cache(budget: int) -> MutableMapping[K, Tensor]:
    """At most so many bytes; those that were not asked for longest go first.

    One that alone is more than the budget is kept alone.
    """
    cache: MutableMapping[K, Tensor] = LRUCache(budget, lambda each: min(each.nbytes, budget))
    return cache
