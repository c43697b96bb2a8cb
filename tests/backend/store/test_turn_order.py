"""The law of turns: nobody starves, who is watched comes first, coarse before fine."""

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.store.turn_forecast import Held, foresee, keys_of
from backend.store.turn_order import FAIR_BESIDE_FIRST, FAIR_EVERY, Line, MapWork, due, serve

PIECE = 2.0
"""Seconds."""


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
            last=draw(st.integers(0, 9)),
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
    return [line for line in made if line.waits] or [Line("run", 0, sets=1)]


@settings(deadline=None)
@given(lines(), st.data())
def test_everybody_is_served_in_time_whoever_comes_and_watches(
    waiting: list[Line], data: st.DataObject
) -> None:
    """Newcomers who are watched and bring first pictures are the worst that can happen."""
    watching = data.draw(st.sets(st.sampled_from([line.run for line in waiting])))
    # One may come at the turn at which another was served.
    due_before = {line.run: 10 + FAIR_BESIDE_FIRST * (len(waiting) + 1) for line in waiting}
    for turn in range(10, 10 + 3 * FAIR_BESIDE_FIRST):
        newcomer = [map_work(3, 9, number=turn)]
        waiting.append(Line(f"new {turn}", turn - 1, turn, watched=True, maps=newcomer))
        for line in waiting:
            line.watched = line.watched or line.run in watching
            line.sets = max(line.sets, 1)  # they never end
        served = due(turn, waiting)
        serve(turn, served)
        due_before[served.run] = turn + FAIR_BESIDE_FIRST * (len(waiting) + 1)
        assert turn <= min(due_before.values())


@given(lines(least=2), st.integers(1, 100))
def test_watched_first_then_first_pictures_then_who_waited_longest(
    waiting: list[Line], turn: int
) -> None:
    served = due(turn, waiting)
    first_picture = any(line.watched and line.coarse for line in waiting)
    if turn % (FAIR_BESIDE_FIRST if first_picture else FAIR_EVERY) == 0:
        assert served.last == min(line.last for line in waiting)
        return
    watched = [line for line in waiting if line.watched] or waiting
    coarse = [line for line in watched if line.coarse] or watched
    assert served in coarse
    assert served.last == min(line.last for line in coarse)


def test_a_map_and_an_evaluation_take_turns_after_the_first_picture() -> None:
    line = Line("run", 0, maps=[map_work(2, 3)], sets=2)
    to_evaluation = [serve(turn, line) is None for turn in range(1, 8)]
    assert to_evaluation == [False, False, True, False, True, False, False]
    assert not line.waits


def test_a_new_map_of_a_run_catches_up_with_the_one_before() -> None:
    old = MapWork("old", 1, next=20, coarse=0, fine=5)
    new = map_work(2, 20, number=2)
    line = Line("run", 0, maps=[old, new])
    order = [serve(turn, line) for turn in range(1, 24)]
    assert order[:20] == [new] * 20
    assert order[20:] == [old, new, old]


@given(lines(), st.integers(1, 3), st.integers(1, 50))
def test_the_forecast_is_the_law_run_ahead(waiting: list[Line], workers: int, turn: int) -> None:
    held = [Held(("elsewhere", f"map {n}"), 0.0, coarse=False) for n in range(workers)]
    foreseen = foresee(turn, waiting, held, lambda _: PIECE)
    pieces = sum(line.sets + sum(each.pieces for each in line.maps) for line in waiting)
    last = max(seen.done or 0.0 for seen in foreseen.values())
    assert last == PIECE * -(-pieces // workers)
    own = {key for line in waiting for key in keys_of(line)}
    assert {*foreseen} == own | {each.key for each in held}
    positions = sorted(seen.position for seen in foreseen.values())
    assert positions == list(range(1, len(positions) + 1))
    first = due(turn, waiting)
    key = first.run, None if first.work is None else first.work.id
    assert foreseen[key].position == 1
    for line in waiting:
        for each in line.maps:
            seen = foreseen.get((line.run, each.id))
            assert (seen is not None and seen.picture is not None) == bool(each.coarse)


def test_what_lies_too_far_ahead_is_not_foretold() -> None:
    long = Line("long", 0, 1, sets=100_000)
    short = Line("short", 0, 2, sets=1)
    foreseen = foresee(1, [long, short], [], lambda _: PIECE)
    assert foreseen["long", None].done is None
    assert foreseen["short", None].done is not None
