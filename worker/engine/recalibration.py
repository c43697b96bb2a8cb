"""Batch-norm statistics of points of weight space: estimated once for each, and remembered."""

from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from cachetools import LRUCache
from torch import Tensor
from torch.multiprocessing.reductions import StorageWeakRef

from worker.engine.memory import tensor_cache
from worker.engine.route import Route
from worker.engine.skeleton import Skeleton, Term
from worker.networks.batch_norm import BATCH, collecting

STATISTICS_BYTES = 2**24
"""Of the remembered statistics."""
MOST_BEGUN = 64
"""Points whose statistics were begun and left: a question evaluates a few at a time."""

Key = tuple[tuple[float, StorageWeakRef, int], ...]
"""Of each term: coefficient, memory of the vector and offset in it.

The references keep addresses from being given to other vectors, and no vector alive.
"""


@dataclass
class Begun:
    """Statistics of a point after some of the batches."""

    statistics: Tensor
    batches: int = 0


class Recalibration:
    """The statistics of one architecture's points.

    Args:
        images: Gives normalised training images (n, channels, height, width), the same ones every
            time; asked once, when the first point is there.
    """

    def __init__(self, images: Callable[[], Tensor]) -> None:
        self._load = images
        self._memory: MutableMapping[Key, Tensor] = tensor_cache(STATISTICS_BYTES)
        self._begun: MutableMapping[Key, Begun] = LRUCache(MOST_BEGUN)
        self.pulse: Callable[[], None] = lambda: None
        """Called before every pass, so that whoever waits can renew a lease, or raise: what was
        collected is kept, and asking again goes on from there."""

    @cached_property
    def images(self) -> Tensor:
        return self._load()

    def known(self, points: list[list[Term]]) -> list[Tensor] | None:
        """Statistics (n_statistics,) of every point; null where some were never estimated."""
        found = [self._memory.get(_key(point)) for point in points]
        known = [statistics for statistics in found if statistics is not None]
        return known if len(known) == len(points) else None

    def passed(self, points: list[list[Term]]) -> int:
        """How many of the images the points have seen for their statistics, all together."""
        return sum(self._passed(_key(point)) for point in points)

    def _passed(self, key: Key) -> int:
        count = len(self.images)
        if self._memory.get(key) is not None:
            return count
        begun = self._begun.get(key)
        return begun.batches * count // ceil(count / BATCH) if begun else 0

    def learn(self, points: list[list[Term]], statistics: Tensor) -> None:
        """Take those (points, n_statistics) that were estimated elsewhere, on the same images."""
        for point, own in zip(points, statistics, strict=True):
            self._memory[_key(point)] = own

    def statistics(
        self, points: list[list[Term]], views: list[list[Tensor]], route: Route
    ) -> list[Sequence[Tensor]]:
        """Of every point, as the skeleton divides them.

        Args:
            points: Terms of each.
            views: Of the weights of each.
            route: That computes them; afterwards aimed at any of them.
        """
        keys = [_key(point) for point in points]
        kept = ((key, self._memory.get(key)) for key in keys)
        known = {key: statistics for key, statistics in kept if statistics is not None}
        missing = {key: i for i, key in enumerate(keys) if key not in known}
        places = list(missing.values())
        some = [points[i] for i in places]
        fresh = self._estimated(some, [views[i] for i in places], list(missing), route)
        for key, statistics in zip(missing, fresh, strict=True):
            known[key] = statistics
            self._memory[key] = statistics
        return [route.skeleton.divided(known[key]) for key in keys]

    def _estimated(
        self, points: list[list[Term]], views: list[list[Tensor]], keys: list[Key], route: Route
    ) -> list[Tensor]:
        """Batch by batch, so that what the points share of a batch is computed once."""
        if not points:
            return []
        skeleton, first = route.skeleton, 0
        fresh = [self._taken_up(key, skeleton) for key in keys]
        divided = [skeleton.divided(begun.statistics) for begun in fresh]
        with collecting(skeleton.module, self.images) as batches:
            for number, batch in enumerate(batches):
                for point, view, statistics, begun in zip(
                    points, views, divided, fresh, strict=True
                ):
                    if begun.batches > number:
                        continue
                    self._pause(keys, fresh)
                    route.aim(point, view, statistics, (self, first))
                    skeleton.module(batch)
                    begun.batches += 1
                first += len(batch)
        return [begun.statistics for begun in fresh]

    def _taken_up(self, key: Key, skeleton: Skeleton) -> Begun:
        if key in self._begun:
            return self._begun.pop(key)
        return Begun(skeleton.zero_statistics())

    def _pause(self, keys: list[Key], fresh: list[Begun]) -> None:
        """Between two passes, where alone the statistics of a point are whole."""
        try:
            self.pulse()
        except BaseException:
            for key, begun in zip(keys, fresh, strict=True):
                self._begun[key] = begun
            raise


def _key(point: list[Term]) -> Key:
    return tuple((coefficient, _memory(v), int(v.storage_offset())) for coefficient, v in point)


def _memory(vector: Tensor) -> StorageWeakRef:
    return StorageWeakRef(vector.untyped_storage())  # type: ignore[no-untyped-call]
