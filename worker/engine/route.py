"""Ways to compute points: the whole network, or all of it behind a shared first layer."""

from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor

from worker.engine.first_layer import SharedLinear, Tile, first_linear
from worker.engine.skeleton import Skeleton, Term

SHARED_BYTES = 2**26
"""Of the remembered first-layer terms."""


@dataclass(frozen=True)
class Route:
    skeleton: Skeleton
    layer: SharedLinear | None
    parts: list[slice]
    """Of the flat weights that must be mixed for each point."""

    def aim(
        self, point: list[Term], views: list[Tensor], statistics: Sequence[Tensor], tile: Tile
    ) -> None:
        """Make the module compute a point.

        Args:
            point: Its terms.
            views: Of its weights, as far as they were mixed.
            statistics: Its running statistics, as the skeleton divides them.
            tile: Names the images that come next, and no others.
        """
        self.skeleton.aim(views, statistics)
        if self.layer:
            self.layer.aim(point, tile)


def shared_route(plain: Skeleton, images: Tensor) -> Route | None:
    """The route behind a shared first layer, where the network has one that can be shared."""
    name = first_linear(plain, images)
    if name is None:
        return None
    layer = SharedLinear(name, plain.layout, SHARED_BYTES)
    span = layer.span
    parts = [slice(0, span.start), slice(span.stop, plain.layout.n_parameters)]
    return Route(plain.replace(name, layer), layer, [p for p in parts if p.start < p.stop])
