"""Time spent in a training, without the time its caller takes."""

from time import perf_counter

REPORT_SECONDS = 0.25
"""A report is made at the first step after this long; promised is one every half second."""


class Stopwatch:
    """Runs between `resume` and `pause`."""

    def __init__(self, seconds: float) -> None:
        self._before = seconds
        self._since: float | None = None

    @property
    def seconds(self) -> float:
        running = 0.0 if self._since is None else perf_counter() - self._since
        return self._before + running

    @property
    def report_due(self) -> bool:
        return self._since is not None and perf_counter() - self._since >= REPORT_SECONDS

    def pause(self) -> None:
        self._before, self._since = self.seconds, None

    def resume(self) -> None:
        self._since = perf_counter()
