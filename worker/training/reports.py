"""What a training tells its caller."""

from collections.abc import Sequence
from math import isfinite

from backend.contracts.runs import EpochResult, Progress
from worker.training.clock import Clock
from worker.training.errors import Diverged
from worker.training.extent import Extent
from worker.training.state import State


class Reports:
    """Reads state and clock; every reading waits for the device."""

    def __init__(self, state: State, extents: Sequence[Extent], clock: Clock) -> None:
        """
        Args:
            state: Of the training.
            extents: Of all its stages.
            clock: Of the training.
        """
        self._state, self._extents, self._clock = state, extents, clock
        self._total_steps = sum(extent.steps for extent in extents)
        self._total_epochs = sum(extent.epochs for extent in extents)

    @property
    def extent(self) -> Extent:
        """Of the stage that runs."""
        return self._extents[self._state.counters.stage]

    @property
    def learning_rate(self) -> float:
        """Of the next step."""
        stage = self._state.stage
        part = min(self._steps_in_stage / self.extent.steps, 1.0)
        return stage.learning_rate * stage.schedule(part)

    @property
    def copy_due(self) -> bool:
        """Whether the step just done is one after which the vertices are copied."""
        copies, total = self._state.stage.copies, self.extent.steps
        due = (round(i * total / copies) for i in range(1, copies))
        return self._steps_in_stage in due

    def progress(self) -> Progress:
        """Raises `Diverged` when a loss was not finite."""
        self._check_losses()
        counters, steps, seconds = self._state.counters, self._steps, self._clock.seconds
        left = seconds / steps * (self._total_steps - steps) if steps else None
        return Progress(
            step=steps,
            total_steps=self._total_steps,
            epoch=self._epochs,
            total_epochs=self._total_epochs,
            member=self._state.stage.member,
            loss=self._state.losses.smoothed(counters.step, self._steps_in_stage),
            learning_rate=self.learning_rate,
            gradient_evaluations=counters.gradient_evaluations,
            seconds=seconds,
            seconds_left=left,
        )

    def epoch_result(self, test_loss: float, test_accuracy: float) -> EpochResult:
        """Of the epoch whose steps are done; raises `Diverged` when a loss is not finite."""
        self._check_losses()
        if not isfinite(test_loss):
            raise Diverged(self._steps)
        counters = self._state.counters
        return EpochResult(
            epoch=self._epochs + 1,
            total_epochs=self._total_epochs,
            member=self._state.stage.member,
            loss=self._state.losses.mean(self.extent.sizes(counters.epoch)),
            test_loss=test_loss,
            test_accuracy=test_accuracy,
            learning_rate=self.learning_rate,
            gradient_evaluations=counters.gradient_evaluations,
            seconds=self._clock.seconds,
        )

    def _check_losses(self) -> None:
        step = self._state.counters.step
        self._state.losses.check_finite(step, before=self._steps - step)

    @property
    def _steps_in_stage(self) -> int:
        counters = self._state.counters
        return counters.epoch * self.extent.steps_per_epoch + counters.step

    @property
    def _steps(self) -> int:
        """Done over all stages."""
        done = self._extents[: self._state.counters.stage]
        return sum(extent.steps for extent in done) + self._steps_in_stage

    @property
    def _epochs(self) -> int:
        """Finished over all stages."""
        done = self._extents[: self._state.counters.stage]
        return sum(extent.epochs for extent in done) + self._state.counters.epoch
