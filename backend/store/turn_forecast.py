"""The law of turns run ahead: when would each piece of work be reached, and when be done?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush, heapreplace

from backend.store.turn_order import Charge, Clock, Line, Rank, fair, serve, urgent

MOST_TURNS = 5000
"""That are looked ahead."""

Key = tuple[str, str | None]
"""Run and landscape; none: the run's evaluation."""
Pace = Callable[[Key], float]
"""Seconds that a piece takes."""


@dataclass
class Foreseen:
    """Of one map or evaluation, in seconds from now."""

    position: int = 0
    """By its next turn, from 1; last what needs none, as workers are at all that is left of it."""
    picture: float | None = None
    """Until its first picture; null without one, or beyond what is looked ahead."""
    done: float | None = None


@dataclass(frozen=True)
class Held:
    """A piece that a worker is at."""

    key: Key
    left: float
    """Seconds."""
    coarse: bool


def keys_of(line: Line) -> list[Key]:
    maps: list[Key] = [(line.run, each.id) for each in line.maps if each.left]
    return [*maps, (line.run, None)] if line.sets else maps


def foresee(
    clock: Clock, lines: Sequence[Line], held: Sequence[Held], pace: Pace
) -> Mapping[Key, Foreseen]:
    """What the next turns will be, if workers and work stay as they are.

    Args:
        clock: Of turns; it stays as it is.
        lines: Whose pieces nobody holds, all of one network.
        held: One piece for each worker at work.
        pace: Of every map and evaluation.
    """
    found: dict[Key, Foreseen] = {}
    turns: dict[Key, int] = {}
    for piece in sorted(held, key=lambda piece: piece.left):
        _note(found, piece.key, piece.left, coarse=piece.coarse)
    free = [piece.left for piece in held] or [0.0]
    heapify(free)
    order, ahead = Order(deepcopy(list(lines))), replace(clock)
    for _ in range(MOST_TURNS):
        if not order.waiting:
            break
        line, fair = order.due(ahead)
        coarse, work = line.coarse, serve(line)
        key = line.run, None if work is None else work.id
        line.due = ahead.charge(line.due, Charge(pace(key), len(order.waiting), fair))
        order.keep(line)
        end = free[0] + pace(key)
        heapreplace(free, end)
        _note(found, key, end, coarse=coarse)
        turns.setdefault(key, len(turns) + 1)
    for key in (key for line in order.waiting.values() for key in keys_of(line)):
        _note(found, key, None, coarse=False)
        turns.setdefault(key, len(turns) + 1)
    for key, seen in found.items():
        seen.position = turns.setdefault(key, len(turns) + 1)
    return found


class Order:
    """Who is due, as the law says, in a time that hardly grows with the number of lines."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.waiting = {line.number: line for line in lines}
        self._heaps: dict[Rank, list[tuple[tuple[float, ...], int]]] = {fair: [], urgent: []}
        for line in [*self.waiting.values()]:
            self.keep(line)

    def due(self, clock: Clock) -> tuple[Line, bool]:
        first = self._least(urgent)
        is_fair = clock.is_fair(first)
        return (self._least(fair) if is_fair else first), is_fair

    def _least(self, rank: Rank) -> Line:
        heap = self._heaps[rank]
        while True:
            noted, number = heap[0]
            line = self.waiting.get(number)
            if line is not None and noted == rank(line):
                return line
            heappop(heap)  # its rank has changed since, or it is done

    def keep(self, line: Line) -> None:
        """With its rank as it is now, while it waits."""
        if not line.waits:
            del self.waiting[line.number]
            return
        for each, heap in self._heaps.items():
            heappush(heap, (each(line), line.number))


def _note(found: dict[Key, Foreseen], key: Key, end: float | None, *, coarse: bool) -> None:
    """One more piece of it ends then; null: far away."""
    seen = found.setdefault(key, Foreseen())
    if end is not None and coarse:
        seen.picture = max(end, seen.picture or 0.0)
    seen.done = None if end is None else max(end, seen.done or 0.0)
