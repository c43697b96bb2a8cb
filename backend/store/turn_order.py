"""The law of turns: which run is served next, with which piece of its maps or its evaluation.

Pure, so that it can be tested as a law, and run ahead to say how long somebody waits.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

FAIR_EVERY = 4
"""Every so many turns the one who has waited longest is served, whoever watches."""
FAIR_BESIDE_FIRST = 16
"""The same while somebody waits for a first picture: its pieces are few, and those of others may
take a hundred times as long. So a run is served within FAIR_BESIDE_FIRST * n turns, n being the
runs that waited when it was served last or came."""


@dataclass
class MapWork:
    """Pieces of one landscape that nobody holds."""

    id: str
    number: int
    """Order of asking."""
    next: int
    """Number of its next piece; pieces are numbered coarse to fine."""
    coarse: int
    """Pieces left of the first picture and the first profile."""
    fine: int
    """All other pieces left."""

    @property
    def pieces(self) -> int:
        return self.coarse + self.fine

    def take(self) -> None:
        self.next += 1
        if self.coarse:
            self.coarse -= 1
        else:
            self.fine -= 1


@dataclass
class Line:
    """What one run has waiting."""

    run: str
    last: int
    """Turn at which it was served last, or its work came when it had none."""
    number: int = 0
    """Order of the runs."""
    watched: bool = False
    """Somebody looks at it."""
    evaluated: bool = False
    """Its last turn went to its evaluation."""
    maps: list[MapWork] = field(default_factory=list)
    sets: int = 0
    """Sets of images that its evaluation lacks and nobody is at."""

    @property
    def waits(self) -> bool:
        return self.sets > 0 or any(each.pieces for each in self.maps)

    @property
    def work(self) -> MapWork | None:
        """The map that gets the run's turn, the one that is least far; none: the evaluation.

        The first picture comes before the evaluation, then the two take turns.
        """
        maps = [each for each in self.maps if each.pieces]
        first = min(maps, key=lambda each: (each.next, each.number), default=None)
        if self.sets and (first is None or not (first.coarse or self.evaluated)):
            return None
        return first

    @property
    def coarse(self) -> bool:
        """Whether its turn would go to a first picture."""
        work = self.work
        return work is not None and work.coarse > 0


Rank = Callable[[Line], tuple[int, ...]]
"""Of a line: the least is served."""


def fair(line: Line) -> tuple[int, ...]:
    """Who was served longest ago."""
    return line.last, line.number


def urgent(line: Line) -> tuple[int, ...]:
    """Watched runs before others, first pictures before everything finer, then as is fair."""
    return not line.watched, not line.coarse, *fair(line)


def is_fair(turn: int, first: Line) -> bool:
    """Whether a turn, counted from 1, goes to who waits longest and not to the most urgent one."""
    every = FAIR_BESIDE_FIRST if first.watched and first.coarse else FAIR_EVERY
    return turn % every == 0


def due(turn: int, lines: Collection[Line]) -> Line:
    """Who is served at a turn, of those that wait."""
    first = min(lines, key=urgent)
    return min(lines, key=fair) if is_fair(turn, first) else first


def serve(turn: int, line: Line) -> MapWork | None:
    """Give the line its turn: it loses a piece of the map that is returned, or a set."""
    work = line.work
    line.last, line.evaluated = turn, work is None
    if work is None:
        line.sets -= 1
    else:
        work.take()
    return work
