"""What dies is started again without leftovers, and nothing outlives the supervisor."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from frontend import processes
from frontend.processes import Service, Supervisor
from tests.waiting import wait_until

SLEEPER = ["sleep", "600"]
PARENT = ["sh", "-c", "sleep 600 & echo $! > child; wait"]
DEAF = ["sh", "-c", "trap '' TERM; touch deaf; sleep 600 & wait; wait"]


def gone(pid: int) -> bool:
    """No such process, or a zombie that only waits for a parent to look."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True


@pytest.fixture
def reports() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, reports: list[str]) -> Iterator[Supervisor]:
    supervisor = Supervisor(tmp_path, report=reports.append)
    yield supervisor
    supervisor.stop(impatient=lambda: True)


def replaced(supervisor: Supervisor, name: str, pid: int) -> bool:
    supervisor.tend()
    return supervisor.pids[name] != pid and not supervisor.dead()


def test_a_killed_process_is_started_again(supervisor: Supervisor, reports: list[str]) -> None:
    supervisor.start(Service("sleeper", SLEEPER))
    first = supervisor.pids["sleeper"]
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: replaced(supervisor, "sleeper", first))
    assert reports == ["sleeper was ended by signal 9; starting it again"]


def test_what_a_killed_parent_left_is_killed_first(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(Service("parent", PARENT))
    written = tmp_path / "child"
    wait_until(lambda: written.exists() and written.read_text().strip())
    child, parent = int(written.read_text()), supervisor.pids["parent"]
    os.kill(parent, signal.SIGKILL)
    wait_until(lambda: replaced(supervisor, "parent", parent))
    assert gone(child)


def test_pauses_grow_while_a_service_keeps_dying(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [processes.pause_after(deaths) for deaths in (1, 2, 3, 99)] == [0.2, 0.4, 0.8, 20]
    deaths: list[int] = []
    monkeypatch.setattr(processes, "pause_after", lambda count: deaths.append(count) or 0.0)
    supervisor.start(Service("broken", ["false"]))
    wait_until(lambda: supervisor.tend() and len(deaths) == 3)
    assert deaths == [1, 2, 3]


def test_stop_ends_low_stages_last(supervisor: Supervisor, tmp_path: Path) -> None:
    note = "trap 'echo {0} >> order; exit 0' TERM; touch {0}; while :; do sleep 0.02; done"
    for stage, name in enumerate(("first", "second")):
        supervisor.start(Service(name, ["sh", "-c", note.format(name)], stage=stage))
        wait_until((tmp_path / name).exists)
    supervisor.stop()
    assert (tmp_path / "order").read_text().split() == ["second", "first"]


def test_a_deaf_service_is_killed_in_the_end(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(Service("deaf", DEAF, patience=0.1))
    wait_until((tmp_path / "deaf").exists)
    pid = supervisor.pids["deaf"]
    supervisor.stop()
    assert gone(pid)


def test_a_log_shows_why(supervisor: Supervisor) -> None:
    supervisor.start(Service("talker", ["sh", "-c", "echo no luck; exit 3"]))
    wait_until(supervisor.dead)
    assert supervisor.log_tail("talker") == "no luck"


def test_nothing_outlives_a_killed_supervisor(tmp_path: Path) -> None:
    code = f"""
        import pathlib, signal
        from frontend.processes import Service, Supervisor
        supervisor = Supervisor(pathlib.Path({str(tmp_path)!r}), report=print)
        supervisor.start(Service("parent", {PARENT!r}))
        supervisor.start(Service("deaf", {DEAF!r}))
        print(*supervisor.pids.values(), flush=True)
        signal.pause()
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pids = [int(pid) for pid in process.stdout.readline().split()]
        wait_until(lambda: (tmp_path / "deaf").exists() and (tmp_path / "child").exists())
        process.kill()
    pids.append(int((tmp_path / "child").read_text()))
    wait_until(lambda: all(gone(pid) for pid in pids), what="all are gone")


def test_a_killed_guardian_is_replaced(supervisor: Supervisor) -> None:
    first = supervisor._guardian.pid
    os.kill(first, signal.SIGKILL)

    def another() -> bool:
        supervisor.tend()
        return supervisor._guardian.pid != first

    wait_until(another)


def test_one_that_keeps_dying_is_told_of_once(tmp_path: Path, reports: list[str]) -> None:
    warned: list[tuple[str, str]] = []
    supervisor = Supervisor(
        tmp_path, report=reports.append, warn=lambda name, told: warned.append((name, told))
    )
    try:
        supervisor.start(Service("broken", ["sh", "-c", "echo no torch; exit 3"]))
        wait_until(lambda: supervisor.tend() and len(reports) == 4)
    finally:
        supervisor.stop(impatient=lambda: True)
    [(name, sentence)] = warned
    assert name == "broken"
    assert "ended with code 3 3 times in a row (no torch); see logs/broken.log" in sentence
