"""What a worker process keeps warm between questions: bounded, and let go in one call."""

from collections.abc import Callable, Hashable, MutableMapping
from enum import Enum
from typing import TypeVar, cast

from cachetools import LRUCache

from worker.prediction.output_cache import OutputCache

V = TypeVar("V")

OUTPUT_BYTES = 2**29
"""Enough for the largest question alone: 64 networks, 20,000 images, 100 classes."""


class Shelf(Enum):
    """What is kept, and how many at most; those that were not asked for longest go first."""

    DATA = "data sets", 2
    SUBSPACE = "subspaces", 8
    TURNS = "subspaces that maps and evaluations take turns on", 2
    EVALUATOR = "what evaluations need of them", 2
    REFERENCE = "figures of reference ensembles", 256
    SOLUTIONS = "maps of solutions", 16
    LABELS = "labels of landscapes", 2
    """Of 11 MB each, with 33 x 33 points, 10,000 images and a byte for a label."""


class Warm:
    """For one thread."""

    def __init__(self) -> None:
        self.outputs = OutputCache(OUTPUT_BYTES)
        self._shelves: dict[Shelf, MutableMapping[Hashable, object]] = {
            shelf: LRUCache(shelf.value[1]) for shelf in Shelf
        }

    def find(self, shelf: Shelf, key: Hashable, make: Callable[[], V]) -> V:
        """What lies there by this key; made where there is nothing, always in the same way."""
        kept = self._shelves[shelf]
        if key not in kept:
            kept[key] = make()
        return cast(V, kept[key])

    def clear(self, *shelves: Shelf) -> None:
        """Let go of what lies on these; of everything by default."""
        if not shelves:
            self.outputs.clear()
        for shelf in shelves or Shelf:
            self._shelves[shelf].clear()
