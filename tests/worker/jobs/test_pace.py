"""Work beside other work: while it lasts, and not after."""

from threading import Event

import pytest

from worker.jobs.pace import meanwhile


def test_work_is_repeated_while_the_body_waits():
    calls: list[int] = []
    often = Event()

    def work() -> None:
        calls.append(1)
        if len(calls) >= 3:
            often.set()

    with meanwhile(work, seconds=0.001):
        assert often.wait(30)
    after = len(calls)
    assert not Event().wait(0.02)
    assert len(calls) == after


def test_work_ends_when_the_body_fails():
    calls: list[int] = []
    with pytest.raises(OSError, match="no network"), meanwhile(lambda: calls.append(1), seconds=60):
        raise OSError("no network")
    assert calls == []
