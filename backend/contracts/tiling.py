"""Which grid points are computed together, coarse to fine."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from backend.contracts.base import Contract
from backend.contracts.landscapes import LandscapeRequest

TILE_POINTS = 16
"""Most points of a tile: enough to share the first layer, few enough to finish within seconds."""
PIECE_SECONDS = 4.0
"""A worker begins no further point of a piece after so long: what is left becomes another one."""
ROOM = 64
"""From the number of a piece to that of the next: those between are for what is left of it."""
TRAIL_STEPS = 64
"""Of the profile along the family, about."""
STRAIGHT_POINTS = 33
"""Of the profile straight across."""

PROFILE_LEVEL = 0
"""Of the pieces that are parts of the profile."""


class ProfilePart(NamedTuple):
    """Every `stride`-th position of both ways of the profile, without those of the part before."""

    stride: int
    coarser: int = 0
    """Stride of the part before; 0 for the first."""
    done: int = 0
    """Positions that were scored before, of those along the family and then of those across."""

    def positions(self, count: int, pieces: int = 1) -> list[int]:
        """Of so many positions of a way, those of this part; the first has all ends of pieces."""
        corners = {i * (count - 1) // pieces for i in range(pieces + 1)}
        own = corners | {*range(0, count, self.stride)}
        before = corners | {*range(0, count, self.coarser)} if self.coarser else set()
        return sorted(own - before)

    @property
    def networks(self) -> int:
        """About so many are scored for it."""
        ways = (TRAIL_STEPS + 1, STRAIGHT_POINTS)
        return max(1, sum(len(self.positions(count)) for count in ways) - self.done)

    def indices(self) -> list[tuple[int, int]]:
        """As its piece is stored."""
        return [(self.stride, self.coarser), *([(self.done, 0)] if self.done else [])]

    @classmethod
    def of(cls, indices: Sequence[tuple[int, int]]) -> "ProfilePart":
        """From what is stored; of a profile in one piece that is nothing."""
        if not indices:
            return WHOLE_PROFILE
        (stride, coarser), *done = indices
        return cls(stride, coarser, done[0][0] if done else 0)


WHOLE_PROFILE = ProfilePart(1)
PROFILE_PARTS = (ProfilePart(8), ProfilePart(4, 8), ProfilePart(2, 4), ProfilePart(1, 2))


class Tile(Contract):
    level: int
    """Nested level it belongs to, from 1; a level holds no point of a coarser one."""
    indices: list[tuple[int, int]]
    """(row, column) of every point; of a part of the profile what it is stored as."""

    @property
    def networks(self) -> int:
        """About so many are scored for it."""
        profile = self.level == PROFILE_LEVEL
        return ProfilePart.of(self.indices).networks if profile else len(self.indices)


def work(request: LandscapeRequest) -> list[Tile]:
    """All pieces of a landscape in their order: before every level a part of the profile.

    The profile is seen before any map, and an answer to "what lies between" costs a few points.
    """
    levels = [
        [tile for tile in tiles(request) if tile.level == level] for level in _numbers(request)
    ]
    parts = [Tile(level=PROFILE_LEVEL, indices=part.indices()) for part in PROFILE_PARTS]
    return [
        piece
        for part, level in zip_longest(parts, levels)
        for piece in [*([part] if part else []), *(level or [])]
    ]


def first_pieces(request: LandscapeRequest) -> int:
    """Number below which they make the first profile and the first picture."""
    levels = [piece.level for piece in work(request)]
    return ROOM * levels.index(PROFILE_LEVEL, 1)


def _numbers(request: LandscapeRequest) -> range:
    return range(1, len(request.strides) + 1)


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
