"""How many examples a stage sees, and how they fall into epochs and steps."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil


@dataclass(frozen=True)
class Extent:
    """Counts of one stage; the last epoch may be a part of one, the last batch smaller."""

    examples: int
    """Gradient evaluations of the whole stage."""
    examples_per_epoch: int
    batch_size: int

    @classmethod
    def of(cls, epochs: float, examples_per_epoch: int, batch_size: int) -> "Extent":
        return cls.in_turn([epochs], examples_per_epoch, batch_size)[0]

    @classmethod
    def in_turn(
        cls, epochs: Iterable[float], examples_per_epoch: int, batch_size: int
    ) -> list["Extent"]:
        """Of stages one after the other, which end where their sum is rounded to."""
        ends = (round(total * examples_per_epoch) for total in accumulate(epochs))
        counts = [max(1, end - start) for start, end in pairwise([0, *ends])]
        return [cls(examples, examples_per_epoch, batch_size) for examples in counts]

    @property
    def epochs(self) -> int:
        return ceil(self.examples / self.examples_per_epoch)

    @property
    def steps_per_epoch(self) -> int:
        return ceil(self.examples_per_epoch / self.batch_size)

    @property
    def steps(self) -> int:
        last = self.epochs - 1
        return last * self.steps_per_epoch + self.steps_in(last)

    def examples_in(self, epoch: int) -> int:
        """Examples of an epoch, counted from 0."""
        return min(self.examples_per_epoch, self.examples - epoch * self.examples_per_epoch)

    def steps_in(self, epoch: int) -> int:
        return ceil(self.examples_in(epoch) / self.batch_size)

    def sizes(self, epoch: int) -> list[int]:
        """Examples of each step of an epoch."""
        batches = (self.batch(epoch, step) for step in range(self.steps_in(epoch)))
        return [batch.stop - batch.start for batch in batches]

    def batch(self, epoch: int, step: int) -> slice:
        """Places in the epoch's order of the examples of one step."""
        start = step * self.batch_size
        return slice(start, min(start + self.batch_size, self.examples_in(epoch)))
