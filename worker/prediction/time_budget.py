"""How long one question may hold the worker: parts of the work, then others have their turn."""

import time

from backend.contracts.questions import AnswerProgress


class BudgetSpent(Exception):
    """The time is over; what was computed is kept."""


class NotYet(Exception):
    """A question cannot be answered in this turn; asked again, it goes on from where it was."""

    def __init__(self, progress: AnswerProgress) -> None:
        super().__init__(f"{progress.sentence} so far; ask again")
        self.progress = progress


class TimeBudget:
    """Begins now; whatever it holds, one part of the work is done in it.

    Args:
        seconds: After which no further part is begun.
    """

    def __init__(self, seconds: float) -> None:
        self._began = time.monotonic()
        self._seconds = seconds
        self._parts = 0

    def part(self) -> None:
        """Called before every part.

        Raises:
            BudgetSpent: It is others' turn.
        """
        if self._parts and time.monotonic() > self._began + self._seconds:
            raise BudgetSpent
        self._parts += 1

    def at_most(self, seconds: float) -> "TimeBudget":
        """End it so many seconds after its beginning, where it would have been longer."""
        self._seconds = min(self._seconds, seconds)
        return self
