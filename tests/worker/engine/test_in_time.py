"""Work in parts until its time is over, on a clock that the work itself moves."""

from math import inf

import pytest

from worker.engine import in_time as module
from worker.engine.in_time import in_time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    moments = [0.0]
    monkeypatch.setattr(module, "perf_counter", lambda: sum(moments))
    return moments


def sizes(clock: list[float], count: int, most: int, seconds: float, each: float) -> list[int]:
    """Of the parts, where every thing takes `each` seconds."""
    made = []
    for part in in_time(count, most, seconds):
        made.append(part.stop - part.start)
        clock.append(each * made[-1])
    return made


def test_without_a_limit_all_is_done_in_the_largest_parts(clock: list[float]) -> None:
    assert sizes(clock, 10, 4, inf, each=100.0) == [4, 4, 2]


def test_one_is_done_however_short_the_time(clock: list[float]) -> None:
    assert sizes(clock, 10, 4, 0.0, each=100.0) == [1]
    assert sizes(clock, 10, 4, 99.0, each=100.0) == [1]


def test_the_first_is_the_measure_of_what_can_be_done(clock: list[float]) -> None:
    assert sizes(clock, 100, 100, 4.5, each=1.0) == [1, 3]
    assert sizes(clock, 100, 2, 4.5, each=1.0) == [1, 2, 1]


def test_what_is_quick_is_done_whole(clock: list[float]) -> None:
    assert sizes(clock, 16, 100, 4.0, each=0.01) == [1, 15]
