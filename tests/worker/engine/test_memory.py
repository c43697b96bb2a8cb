from collections.abc import MutableMapping

import torch
from torch import Tensor

from worker.engine.memory import tensor_cache

FOUR_BYTES = torch.zeros(1)


def test_what_was_not_asked_for_longest_goes_first() -> None:
    cache: MutableMapping[str, Tensor] = tensor_cache(8)
    cache["a"] = cache["b"] = FOUR_BYTES
    assert cache.get("a") is FOUR_BYTES
    cache["c"] = FOUR_BYTES
    assert set(cache) == {"a", "c"}


def test_more_than_the_budget_is_kept_alone() -> None:
    cache: MutableMapping[str, Tensor] = tensor_cache(8)
    cache["a"] = FOUR_BYTES
    cache["b"] = torch.zeros(10)
    assert set(cache) == {"b"}
    cache["c"] = FOUR_BYTES
    assert set(cache) == {"c"}


def test_a_key_counts_once() -> None:
    cache: MutableMapping[str, Tensor] = tensor_cache(8)
    for key in "aaab":
        cache[key] = FOUR_BYTES
    assert set(cache) == {"a", "b"}
