import pytest

from worker.jobs.warm import Shelf, Warm


def test_what_lies_on_a_shelf_is_made_once() -> None:
    warm = Warm()
    made = [warm.find(Shelf.SUBSPACE, "one", object) for _ in range(2)]
    assert made[0] is made[1]
    assert warm.find(Shelf.DATA, "one", object) is not made[0]


def test_a_shelf_lets_go_of_what_was_not_asked_for_longest() -> None:
    warm = Warm()
    first, second = (warm.find(Shelf.DATA, key, object) for key in "ab")
    assert warm.find(Shelf.DATA, "a", object) is first
    warm.find(Shelf.DATA, "c", object)
    assert warm.find(Shelf.DATA, "a", object) is first
    assert warm.find(Shelf.DATA, "b", object) is not second


def test_nothing_is_kept_of_what_failed() -> None:
    def fails() -> object:
        raise OSError("it is not here")

    warm = Warm()
    with pytest.raises(OSError, match="not here"):
        warm.find(Shelf.DATA, "a", fails)
    assert warm.find(Shelf.DATA, "a", lambda: "found") == "found"


def test_one_call_lets_go_of_everything() -> None:
    warm = Warm()
    before = {shelf: warm.find(shelf, "one", object) for shelf in Shelf}
    warm.clear()
    assert all(warm.find(shelf, "one", object) is not kept for shelf, kept in before.items())
