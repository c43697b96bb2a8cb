"""The law of turns: which run is served next, with which piece of its maps or its evaluation.

It counts seconds of work, not pieces, because those of one network take a hundred times as long as
those of another. Pure, so that it can be tested as a law, and run ahead to say how long somebody
waits.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import NamedTuple

FAIR_EVERY = 4
"""One of so many seconds goes to who has waited longest, whoever watches."""
FAIR_BESIDE_FIRST = 16
"""The same while somebody waits for a first picture: its pieces are few. So a run whose share is
due is served once (n + 1) turns beside it are done and 16 times their seconds gone by, n being the
runs that wait as its share falls due: those that come later line up behind it."""


@dataclass
class MapWork:
    """Networks of one landscape in pieces that nobody holds."""

    id: str
    number: int
    """Order of asking."""
    next: int
    """Number of its next piece; pieces are numbered coarse to fine."""
    coarse: int
    """Networks left of the first picture and the first profile."""
    fine: int
    """All others left."""

    @property
    def left(self) -> int:
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
    due: float
    """On the clock, when its share is due again."""
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
        return self.sets > 0 or any(each.left for each in self.maps)

    @property
    def work(self) -> MapWork | None:
        """The map that gets the run's turn, the one that is least far; none: the evaluation.

        The first picture comes before the evaluation, then the two take turns.
        """
        maps = [each for each in self.maps if each.left]
        first = min(maps, key=lambda each: (each.next, each.number), default=None)
        if self.sets and (first is None or not (first.coarse or self.evaluated)):
            return None
        return first

    @property
    def coarse(self) -> bool:
        """Whether its turn would go to a first picture."""
        work = self.work
        return work is not None and work.coarse > 0


Rank = Callable[[Line], tuple[float, ...]]
"""Of a line: the least is served."""


def fair(line: Line) -> tuple[float, ...]:
    """Whose share has been due longest."""
    return line.due, line.number


def urgent(line: Line) -> tuple[float, ...]:
    """Watched runs before others, first pictures before everything finer, then as is fair."""
    return not line.watched, not line.coarse, *fair(line)


class Charge(NamedTuple):
    """What a turn was taken to cost as it began."""

    seconds: float
    runs: int
    """That were in line."""
    fair: bool
    """It went to who had waited longest."""


@dataclass
class Clock:
    """Seconds of work that all workers were given."""

    seconds: float = 0.0
    fair_began: float = 0.0
    """When the last turn began that went to who had waited longest."""
    fair_took: float = 0.0

    def is_fair(self, first: Line) -> bool:
        """Whether the next turn goes to who has waited longest and not to the most urgent one."""
        every = FAIR_BESIDE_FIRST if first.watched and first.coarse else FAIR_EVERY
        return self.seconds >= self.fair_began + every * self.fair_took

    def charge(self, due: float, charge: Charge) -> float:
        """Give a turn to a run whose share was due then; returns when it is due again.

        Of n runs each gets one of n seconds. What it missed, or got before its time, counts up
        to the share of one such turn, and is forgotten beyond.
        """
        share = charge.runs * charge.seconds
        counted = min(max(due, self.seconds - share), self.seconds + share)
        if charge.fair:
            self.fair_began, self.fair_took = self.seconds, charge.seconds
        self.seconds += charge.seconds
        return counted + share

    def correct(self, charge: Charge, seconds: float) -> float:
        """By how much later the run's share is due, now that the turn is known to have taken so
        long."""
        more = seconds - charge.seconds
        self.seconds += more
        if charge.fair:
            self.fair_took = max(0.0, self.fair_took + more)
        return charge.runs * more


def due(clock: Clock, lines: Collection[Line]) -> tuple[Line, bool]:
    """Who is served next of those that wait, and whether as who has waited longest."""
    first = min(lines, key=urgent)
    is_fair = clock.is_fair(first)
    return (min(lines, key=fair) if is_fair else first), is_fair


def serve(line: Line) -> MapWork | None:
    """Give the line its turn: it loses a piece of the map that is returned, or a set."""
    work = line.work
    line.evaluated = work is None
    if work is None:
        line.sets -= 1
    else:
        work.take()
    return work
