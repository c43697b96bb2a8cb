"""The signals of a supervisor: asked to stop, asked again, and a child has died."""

import os
import select
import signal
from contextlib import suppress
from types import FrameType
from typing import Self

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Signals:
    """Catches signals while its block runs; `wait` returns early when one comes."""

    def __init__(self) -> None:
        self.asked = 0
        """How often a stop was asked for."""

    @property
    def stopping(self) -> bool:
        return self.asked > 0

    @property
    def impatient(self) -> bool:
        return self.asked > 1

    def __enter__(self) -> Self:
        self._read_end, self._write_end = os.pipe()
        os.set_blocking(self._read_end, False)
        os.set_blocking(self._write_end, False)
        self._before = {number: signal.getsignal(number) for number in (*STOPPING, signal.SIGCHLD)}
        for number in STOPPING:
            signal.signal(number, self._ask)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._wakeup_before = signal.set_wakeup_fd(self._write_end, warn_on_full_buffer=False)
        return self

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(self._wakeup_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._read_end)
        os.close(self._write_end)

    def wait(self, seconds: float) -> None:
        """Sleep until a signal comes, at most `seconds`."""
        ready, _, _ = select.select([self._read_end], [], [], seconds)
        if ready:
            with suppress(BlockingIOError):
                os.read(self._read_end, 4096)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked += 1
