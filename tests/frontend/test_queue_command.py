"""What `paysage queue` says of a piece of work."""

from backend.contracts.turns import Work, turn_of
from frontend.queue_command import line


def work(position: int, name: str = "A", **fields: object) -> Work:
    parts = {
        "kind": "map",
        "run": f"{position:012d}",
        "name": name,
        "landscape": f"{position:012d}",
        "position": position,
        "at_work": False,
        "watched": False,
        "seconds_to_picture": None,
        "seconds": None,
    }
    return Work.model_validate(parts | fields)


def evaluation(position: int, name: str) -> Work:
    return work(position, name, kind="evaluation", landscape=None)


def reason(own: Work, *others: Work) -> str:
    turn = turn_of([own, *others], own.run, own.landscape)
    assert turn is not None
    return turn.reason


def test_a_line_says_place_kind_state_time_and_run() -> None:
    shown = line(work(3, "Bezier", watched=True, seconds=75.3)).split()
    assert shown == ["3", "map", "watched", "1", "min", "15", "s", "left", "0" * 11 + "3", "Bezier"]


def test_a_reason_counts_and_names_what_comes_before() -> None:
    own = work(4)
    before = [work(1, "B"), work(2, "C"), evaluation(3, "B")]
    assert reason(own, *before) == "Two maps and one evaluation before it: B, C."
    many = [work(i, f"run {i}") for i in range(1, 9)]
    assert reason(work(9), *many) == "Eight maps before it: run 1, run 2, run 3, five more runs."
    assert reason(work(1), work(2)) == "Its turn comes next."
    assert reason(work(1, watched=True), work(2)) == "Its turn comes next, as somebody watches."


def test_a_reason_says_with_whom_it_takes_turns() -> None:
    assert reason(work(1, at_work=True)) == "Being computed."
    others = [work(2, "B"), evaluation(3, "B")]
    expected = "Being computed, in turn with one map and one evaluation."
    assert reason(work(1, at_work=True), *others) == expected


def test_what_does_not_wait_has_no_turn() -> None:
    assert turn_of([work(1)], "0" * 12, None) is None
