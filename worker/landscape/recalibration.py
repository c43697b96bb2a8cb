"""Batch-norm statistics of points of weight space: estimated once for each, and remembered."""

from collections.abc import Callable, Sequence
from functools import cached_property

from torch import Tensor
from torch.multiprocessing.reductions import StorageWeakRef

from worker.landscape.memory import Memory
from worker.landscape.route import Route
from worker.landscape.skeleton import Term
from worker.networks.batch_norm import collecting

STATISTICS_BYTES = 2**24
"""Of the remembered statistics."""

Key = tuple[tuple[float, StorageWeakRef, int], ...]
"""Of each term: coefficient, memory of the vector and offset in it.

The references keep addresses from being given to other vectors, and no vector alive.
"""


class Recalibration:
    """The statistics of one architecture's points.

    Args:
        images: Gives normalised training images (n, channels, height, width), the same ones every
            time; asked once, when the first point is there.
    """

    def __init__(self, images: Callable[[], Tensor]) -> None:
        self._load = images
        self._memory: Memory[Key] = Memory(STATISTICS_BYTES)
        self.pulse: Callable[[], None] = lambda: None
        """Called before every pass, so that whoever waits can renew a lease."""

    @cached_property
    def images(self) -> Tensor:
        return self._load()

    def known(self, points: list[list[Term]]) -> list[Tensor] | None:
        """Statistics (n_statistics,) of every point; null where some were never estimated."""
        found = [self._memory.find(_key(point)) for point in points]
        known = [statistics for statistics in found if statistics is not None]
        return known if len(known) == len(points) else None

    def learn(self, points: list[list[Term]], statistics: Tensor) -> None:
        """Take those (points, n_statistics) that were estimated elsewhere, on the same images."""
        for point, own in zip(points, statistics, strict=True):
            self._memory.keep(_key(point), own)

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
        kept = ((key, self._memory.find(key)) for key in keys)
        known = {key: statistics for key, statistics in kept if statistics is not None}
        missing = {key: i for i, key in enumerate(keys) if key not in known}
        places = list(missing.values())
        fresh = self._estimated([points[i] for i in places], [views[i] for i in places], route)
        for key, statistics in zip(missing, fresh, strict=True):
            known[key] = statistics
            self._memory.keep(key, statistics)
        return [route.skeleton.divided(known[key]) for key in keys]

    def _estimated(
        self, points: list[list[Term]], views: list[list[Tensor]], route: Route
    ) -> list[Tensor]:
        """Batch by batch, so that what the points share of a batch is computed once."""
        if not points:
            return []
        skeleton, first = route.skeleton, 0
        fresh = [skeleton.zero_statistics() for _ in points]
        divided = [skeleton.divided(statistics) for statistics in fresh]
        with collecting(skeleton.module, self.images) as batches:
            for batch in batches:
                for point, view, statistics in zip(points, views, divided, strict=True):
                    self.pulse()
                    route.aim(point, view, statistics, (self, first))
                    skeleton.module(batch)
                first += len(batch)
        return fresh


def _key(point: list[Term]) -> Key:
    return tuple((coefficient, _memory(v), int(v.storage_offset())) for coefficient, v in point)


def _memory(vector: Tensor) -> StorageWeakRef:
    return StorageWeakRef(vector.untyped_storage())  # type: ignore[no-untyped-call]
