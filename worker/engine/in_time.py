"""How much of some work can be done in a given time, as far as one can tell while doing it."""

from collections.abc import Iterator
from math import inf
from time import perf_counter


def in_time(count: int, most: int, seconds: float = inf) -> Iterator[slice]:
    """Parts of `count` things, one after the other, until their time is over.

    The first is one thing alone, by which the others are measured, and is always given.

    Args:
        count: Of all things.
        most: Of a part.
        seconds: That all may take; by default they are given whole.
    """
    begun, done = perf_counter(), 0
    while done < count:
        size = (
            most if seconds == inf else min(most, _fitting(done, perf_counter() - begun, seconds))
        )
        if size < 1:
            return
        yield slice(done, done := min(done + size, count))


def _fitting(done: int, spent: float, seconds: float) -> int:
    """Things that fit into what is left of the time, if they take as long as those before."""
    return int((seconds - spent) * done / spent) if done and spent else 1
