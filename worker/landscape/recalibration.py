"""Batch-norm statistics of points of weight space: estimated once for each, and remembered."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property

from torch import Tensor
from torch.multiprocessing.reductions import StorageWeakRef

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
        self._bytes = 0
        self._known: OrderedDict[Key, Tensor] = OrderedDict()

    @cached_property
    def images(self) -> Tensor:
        return self._load()

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
        found = {key: self._known[key] for key in keys if key in self._known}
        missing = {key: i for i, key in enumerate(keys) if key not in found}
        places = list(missing.values())
        fresh = self._estimated([points[i] for i in places], [views[i] for i in places], route)
        found |= zip(missing, fresh, strict=True)
        for key, statistics in found.items():
            self._remember(key, statistics)
        return [route.skeleton.divided(found[key]) for key in keys]

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
                    route.aim(point, view, statistics, (self, first))
                    skeleton.module(batch)
                first += len(batch)
        return fresh

    def _remember(self, key: Key, statistics: Tensor) -> None:
        self._bytes += statistics.nbytes if key not in self._known else 0
        self._known[key] = statistics
        self._known.move_to_end(key)
        while self._bytes > STATISTICS_BYTES and len(self._known) > 1:
            _, oldest = self._known.popitem(last=False)
            self._bytes -= oldest.nbytes


def _key(point: list[Term]) -> Key:
    return tuple((coefficient, _memory(v), int(v.storage_offset())) for coefficient, v in point)


def _memory(vector: Tensor) -> StorageWeakRef:
    return StorageWeakRef(vector.untyped_storage())  # type: ignore[no-untyped-call]
