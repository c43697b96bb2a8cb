"""The law of turns: nobody starves, who is watched comes first, coarse before fine."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.store.turn_forecast import Held, foresee, keys_of
from backend.store.turn_order import (
    FAIR_BESIDE_FIRST,
    FAIR_EVERY,
    Charge,
    Clock,
    Line,
    MapWork,
    due,
    serve,
)

PIECE = 2.0
"""Seconds."""
LONGEST = 30.0


def map_work(coarse: int, fine: int, *, number: int = 0) -> MapWork:
    return MapWork(f"map {number}", number, 0, coarse, fine)


@st.composite
def lines(draw: st.DrawFn, least: int = 1) -> list[Line]:
    """Runs with some maps, perhaps an evaluation, served some time before."""
    sizes = st.tuples(st.integers(0, 3), st.integers(0, 9))
    count = draw(st.integers(least, 6))
    made = [
        Line(
            run=f"run {number}",
            due=draw(st.floats(0, 40)),
            number=number,
            watched=draw(st.booleans()),
            evaluated=draw(st.booleans()),
            maps=[
                map_work(*size, number=10 * number + i)
                for i, size in enumerate(draw(st.lists(sizes, max_size=2)))
            ],
            sets=draw(st.integers(0, 4)),
        )
        for number in range(count)
    ]
    return [line for line in made if line.waits] or [Line("run", 0.0, sets=1)]


clocks = st.builds(Clock, st.just(10.0), st.floats(0, 10), st.floats(0, LONGEST))


def turn(clock: Clock, waiting: list[Line], seconds: float) -> Line:
    """The next one, that is taken to cost what it costs."""
    line, fair = due(clock, waiting)
    serve(line)
    line.due = clock.charge(line.due, Charge(seconds, len(waiting), fair))
    return line


@settings(deadline=None)
@given(lines(), clocks, st.data())
def test_everybody_is_served_in_time_whoever_comes_and_watches(
    waiting: list[Line], clock: Clock, data: st.DataObject
) -> None:
    """Newcomers who are watched and bring first pictures are the worst that can happen."""
    watching = data.draw(st.sets(st.sampled_from([line.run for line in waiting])))
    latest: dict[str, float] = {}
    for number in range(10, 10 + 3 * FAIR_BESIDE_FIRST):
        newcomer = [map_work(3, 9, number=number)]
        waiting.append(Line(f"new {number}", clock.seconds, number, watched=True, maps=newcomer))
        for line in waiting:
            line.watched = line.watched or line.run in watching
            line.sets = max(line.sets, 1)  # they never end
            if line.due <= clock.seconds:
                bound = (len(waiting) + 1) * (FAIR_BESIDE_FIRST + 1) * LONGEST
                latest.setdefault(line.run, clock.seconds + bound)
        assert all(clock.seconds <= bound for bound in latest.values())
        served = turn(clock, waiting, data.draw(st.floats(0.1, LONGEST)))
        latest.pop(served.run, None)


@settings(deadline=None)
@given(st.lists(st.floats(1.0, LONGEST), min_size=2, max_size=5))
def test_nobody_gets_three_times_the_seconds_of_another_however_long_a_turn_takes(
    takes: list[float],
) -> None:
    """A turn of half a minute beside turns of a second is the worst; most are alike."""
    waiting = [Line(str(n), 0.0, n, sets=100_000) for n in range(len(takes))]
    clock, got = Clock(), [0.0 for _ in takes]
    while clock.seconds < 40 * LONGEST * len(takes):
        seconds = takes[due(clock, waiting)[0].number]
        got[turn(clock, waiting, seconds).number] += seconds
    assert max(got) < 3 * min(got)


@settings(deadline=None)
@given(st.floats(1.0, LONGEST), st.floats(1.0, LONGEST))
def test_who_is_watched_gets_three_seconds_of_four(watched: float, other: float) -> None:
    waiting = [
        Line("watched", 0.0, 0, watched=True, sets=100_000),
        Line("other", 0.0, 1, sets=100_000),
    ]
    clock, got = Clock(), [0.0, 0.0]
    while clock.seconds < 100 * LONGEST:
        seconds = (watched, other)[due(clock, waiting)[0].number]
        got[turn(clock, waiting, seconds).number] += seconds
    # The other one is served between two turns of the watched one: where these are long, later.
    least = other / (FAIR_EVERY * other + watched)
    assert least - 0.02 <= got[1] / clock.seconds <= 1 / FAIR_EVERY + 0.02


@given(lines(), st.floats(0, LONGEST), st.floats(0, LONGEST), st.booleans())
def test_a_turn_that_is_corrected_was_charged_right(
    waiting: list[Line], expected: float, took: float, fair: bool
) -> None:
    guessed, known = Clock(10.0), Clock(10.0)
    charge = Charge(expected, len(waiting), fair)
    until = guessed.charge(10.0, charge) + guessed.correct(charge, took)
    assert until == pytest.approx(known.charge(10.0, charge._replace(seconds=took)))
    assert guessed.seconds == pytest.approx(known.seconds)
    assert guessed.fair_took == pytest.approx(known.fair_took)


@given(lines(least=2), clocks)
def test_watched_first_then_first_pictures_then_who_waited_longest(
    waiting: list[Line], clock: Clock
) -> None:
    served, fair = due(clock, waiting)
    first_picture = any(line.watched and line.coarse for line in waiting)
    every = FAIR_BESIDE_FIRST if first_picture else FAIR_EVERY
    assert fair == (clock.seconds >= clock.fair_began + every * clock.fair_took)
    if fair:
        assert served.due == min(line.due for line in waiting)
        return
    watched = [line for line in waiting if line.watched] or waiting
    coarse = [line for line in watched if line.coarse] or watched
    assert served in coarse
    assert served.due == min(line.due for line in coarse)


def test_a_map_and_an_evaluation_take_turns_after_the_first_picture() -> None:
    line = Line("run", 0.0, maps=[map_work(2, 3)], sets=2)
    to_evaluation = [serve(line) is None for _ in range(1, 8)]
    assert to_evaluation == [False, False, True, False, True, False, False]
    assert not line.waits


def test_a_new_map_of_a_run_catches_up_with_the_one_before() -> None:
    old = MapWork("old", 1, next=20, coarse=0, fine=5)
    new = map_work(2, 20, number=2)
    line = Line("run", 0.0, maps=[old, new])
    order = [serve(line) for _ in range(1, 24)]
    assert order[:20] == [new] * 20
    assert order[20:] == [old, new, old]


@given(lines(), st.integers(1, 3), clocks)
def test_the_forecast_is_the_law_run_ahead(waiting: list[Line], workers: int, clock: Clock) -> None:
    held = [Held(("elsewhere", f"map {n}"), 0.0, coarse=False) for n in range(workers)]
    foreseen = foresee(clock, waiting, held, lambda _: PIECE)
    pieces = sum(line.sets + sum(each.left for each in line.maps) for line in waiting)
    last = max(seen.done or 0.0 for seen in foreseen.values())
    assert last == PIECE * -(-pieces // workers)
    own = {key for line in waiting for key in keys_of(line)}
    assert {*foreseen} == own | {each.key for each in held}
    positions = sorted(seen.position for seen in foreseen.values())
    assert positions == list(range(1, len(positions) + 1))
    first, _ = due(clock, waiting)
    key = first.run, None if first.work is None else first.work.id
    assert foreseen[key].position == 1
    for line in waiting:
        for each in line.maps:
            seen = foreseen.get((line.run, each.id))
            assert (seen is not None and seen.picture is not None) == bool(each.coarse)


def test_what_lies_too_far_ahead_is_not_foretold() -> None:
    long = Line("long", 0.0, 1, sets=100_000)
    short = Line("short", 0.0, 2, sets=1)
    foreseen = foresee(Clock(), [long, short], [], lambda _: PIECE)
    assert foreseen["long", None].done is None
    assert foreseen["short", None].done is not None
