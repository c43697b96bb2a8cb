"""The supervisor: starts processes, starts again what dies, stops all of them in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from frontend import guardian

LOG_BYTES = 2_000_000
"""A log that is longer at the start of its service is put aside."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.2, 20.0
"""Seconds between a death and the next start; doubles with every death in a row."""
HOPELESS = 3
"""Deaths in a row after which people are told where they look, and not on the terminal alone."""
SOUND_LIFE = 30.0
"""A process that lived this long (seconds) was not broken from the start."""


@dataclass(frozen=True)
class Service:
    name: str
    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    """Added to that of the supervisor."""
    stage: int = 1
    """Low stages start first and stop last."""
    patience: float = 5.0
    """Seconds between asking it to stop and killing it."""
    descriptors: tuple[int, ...] = ()
    """Open files that it inherits."""


@dataclass
class Child:
    service: Service
    process: "subprocess.Popen[bytes]"
    started: float
    deaths: int = 0
    due: float | None = None
    """When a dead one starts again."""


def pause_after(deaths: int) -> float:
    """Seconds before what died so many times in a row is started again."""
    return min(SHORTEST_PAUSE * 2.0 ** (deaths - 1), LONGEST_PAUSE)


class Supervisor:
    """Every service leads a session and a process group of its own, and never outlives us."""

    def __init__(
        self,
        folder: Path,
        *,
        descriptors: tuple[int, ...] = (),
        report: Callable[[str], None],
        warn: Callable[[str, str], None] = lambda _name, _sentence: None,
    ) -> None:
        """
        Args:
            folder: where the services run; their logs lie in `logs`.
            descriptors: kept open by the guardian, as a lock that lasts until all are gone.
            report: told in one sentence what happened to a service.
            warn: told the name of a service that keeps dying, and a sentence about it.
        """
        self.folder = folder
        self.logs = folder / "logs"
        self.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._descriptors = descriptors
        self._report = report
        self._warn = warn
        self._children: dict[str, Child] = {}
        self._guardian = self._start_guardian()

    @property
    def pids(self) -> dict[str, int]:
        return {name: child.process.pid for name, child in self._children.items()}

    def start(self, service: Service) -> None:
        self._put_log_aside(service.name)
        process = self._launch(service)
        self._children[service.name] = Child(service, process, time.monotonic())

    def dead(self) -> list[str]:
        """Names of services that have ended and were not started again yet."""
        return [n for n, child in self._children.items() if child.process.poll() is not None]

    def tend(self) -> float:
        """Start again what has died; returns the seconds until something is due."""
        if self._guardian.poll() is not None:
            self._dismiss_guardian()
            self._guardian = self._start_guardian()
            for child in self._children.values():
                self._tell_guardian(f"+{child.process.pid}")
        waits = [self._tend(child) for child in self._children.values()]
        return min(waits, default=LONGEST_PAUSE)

    def stop(self, impatient: Callable[[], bool] = lambda: False) -> None:
        """Ask every service to end, last stage first; kill what is still there in the end."""
        for stage in sorted({c.service.stage for c in self._children.values()}, reverse=True):
            stopping = [c for c in self._children.values() if c.service.stage == stage]
            for child in stopping:
                with suppress(ProcessLookupError):
                    child.process.send_signal(signal.SIGTERM)
            self._await_end(stopping, impatient)
        self._children.clear()
        self._dismiss_guardian()

    def log_tail(self, name: str, lines: int = 15) -> str:
        log = self.logs / f"{name}.log"
        text = log.read_text(errors="replace") if log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    def _await_end(self, stopping: list[Child], impatient: Callable[[], bool]) -> None:
        begun = time.monotonic()
        while waiting := [c for c in stopping if c.process.poll() is None]:
            passed = time.monotonic() - begun
            for child in waiting:
                if impatient() or passed > child.service.patience:
                    guardian.kill(child.process.pid)
            time.sleep(0.02)
        self._end_remnants(stopping)

    def _tend(self, child: Child) -> float:
        code = child.process.poll()
        if code is None:
            return LONGEST_PAUSE
        if child.due is None:
            self._bury(child, code)
        wait = (child.due or 0.0) - time.monotonic()
        if wait > 0:
            return wait
        child.process = self._launch(child.service)
        child.started, child.due = time.monotonic(), None
        return LONGEST_PAUSE

    def _bury(self, child: Child, code: int) -> None:
        """What a killed leader left behind must be gone before its successor starts."""
        lived = time.monotonic() - child.started
        child.deaths = 1 if lived > SOUND_LIFE else child.deaths + 1
        self._end_remnants([child])
        child.due = time.monotonic() + pause_after(child.deaths)
        how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        self._report(f"{child.service.name} {how}; starting it again")
        if child.deaths == HOPELESS:
            self._warn(child.service.name, self._complaint(child.service.name, how))

    def _complaint(self, name: str, how: str) -> str:
        last = self.log_tail(name, lines=1) or "its log is empty"
        return f"The {name} process {how} {HOPELESS} times in a row ({last}); see logs/{name}.log"

    def _end_remnants(self, ended: list[Child]) -> None:
        groups = {child.process.pid for child in ended}
        for group in groups:
            guardian.kill(group)
        deadline = time.monotonic() + 1
        while any(guardian.alive(g) for g in groups) and time.monotonic() < deadline:
            time.sleep(0.01)
        for group in groups:
            self._tell_guardian(f"-{group}")

    def _launch(self, service: Service) -> "subprocess.Popen[bytes]":
        with (self.logs / f"{service.name}.log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603
                service.command,
                cwd=self.folder,
                env={**os.environ, **service.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=service.descriptors,
                start_new_session=True,
            )
        self._tell_guardian(f"+{process.pid}")
        return process

    def _start_guardian(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", guardian.__file__],
            bufsize=0,
            stdin=subprocess.PIPE,
            pass_fds=self._descriptors,
            start_new_session=True,
        )

    def _tell_guardian(self, line: str) -> None:
        # A guardian that has just died is replaced at the next look, and told everything then.
        if self._guardian.stdin is not None:
            with suppress(BrokenPipeError):
                self._guardian.stdin.write(f"{line}\n".encode())

    def _dismiss_guardian(self) -> None:
        if self._guardian.stdin is not None:
            self._guardian.stdin.close()
        self._guardian.wait()

    def _put_log_aside(self, name: str) -> None:
        log = self.logs / f"{name}.log"
        if log.exists() and log.stat().st_size > LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))
