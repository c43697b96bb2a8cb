"""Which grid points are computed together, coarse to fine."""

from collections.abc import Iterator

from backend.contracts.base import Contract
from backend.contracts.landscapes import LandscapeRequest

TILE_POINTS = 16
"""Most points of a tile: enough to share the first layer, few enough to finish within seconds."""


class Tile(Contract):
    level: int
    """Nested level it belongs to, from 1; a level holds no point of a coarser one."""
    indices: list[tuple[int, int]]
    """(row, column) of every point."""


def tiles(request: LandscapeRequest) -> list[Tile]:
    """All tiles of a landscape, level by level; every grid point stands in exactly one."""
    return [
        Tile(level=level, indices=part)
        for level, points in enumerate(_levels(request), start=1)
        for part in _even_parts(points)
    ]


def _levels(request: LandscapeRequest) -> Iterator[list[tuple[int, int]]]:
    nx, ny = request.sides
    coarser = None
    for stride in request.strides:
        yield [
            (row, column)
            for row in range(0, ny, stride)
            for column in range(0, nx, stride)
            if coarser is None or row % coarser or column % coarser
        ]
        coarser = stride


def _even_parts(points: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Parts of nearly equal length, so that workers finish a level together."""
    count = -(-len(points) // TILE_POINTS)
    for i in range(count):
        yield points[i * len(points) // count : (i + 1) * len(points) // count]
