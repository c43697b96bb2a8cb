"""What a training tells its caller."""

from collections.abc import Sequence
from math import ceil, isfinite

from backend.contracts.runs import EpochResult, Progress
from worker.training.clock import Stopwatch
from worker.training.errors import Diverged
from worker.training.extent import Extent
from worker.training.state import State


class Reports:
    """Reads state and clock; every reading waits for the device."""

    def __init__(self, state: State, extents: Sequence[Extent], clock: Stopwatch) -> None:
        """
        Args:
            state: Of the training.
            extents: Of all its stages.
            clock: Of the training.
        """
        self._state, self._extents, self._clock = state, extents, clock
        self._total_steps = sum(extent.steps for extent in extents)
        self._total_images = sum(extent.examples for extent in extents)

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
    def copies_due(self) -> int:
        """Times that the vertices are copied after the step just done."""
        total, done = self.extent.steps, self._steps_in_stage
        return sum(max(1, round(part * total)) == done for part in self._state.stage.copied)

    def progress(self) -> Progress:
        """Raises `Diverged` when a loss was not finite."""
        self._check_losses()
        counters, steps, seconds = self._state.counters, self._steps, self._clock.seconds
        left = seconds / steps * (self._total_steps - steps) if steps else None
        return Progress(
            step=steps,
            total_steps=self._total_steps,
            epoch=self._images // self.extent.examples_per_epoch,
            total_epochs=self._total_epochs,
            member=self._state.stage.member,
            loss=self._state.losses.smoothed(counters.step, self._steps_in_stage),
            learning_rate=self.learning_rate,
            gradient_evaluations=counters.gradient_evaluations,
            seconds=seconds,
            seconds_left=left,
        )

    def result_due(self, *, last: bool) -> bool:
        """Whether the epoch whose steps are done completes a pass over the training images.

        An epoch is a pass over them, whatever stages it is cut into: the epochs of a run are those
        that were asked for, times its networks and its budget.

        Args:
            last: Whether the training ends with it.
        """
        passes = self.extent.examples_per_epoch
        return last or self._images_after // passes > self._images // passes

    def epoch_result(self, test_loss: float, test_accuracy: float, *, last: bool) -> EpochResult:
        """Of the epoch whose steps are done; raises `Diverged` when a loss is not finite."""
        self._check_losses()
        if not isfinite(test_loss):
            raise Diverged(self._steps)
        counters, passes = self._state.counters, self._images_after / self.extent.examples_per_epoch
        return EpochResult(
            epoch=ceil(passes) if last else int(passes),
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
    def _total_epochs(self) -> int:
        return ceil(self._total_images / self.extent.examples_per_epoch)

    @property
    def _images(self) -> int:
        """Passed over in the finished epochs of all stages."""
        done = self._extents[: self._state.counters.stage]
        epochs = self._state.counters.epoch * self.extent.examples_per_epoch
        return sum(extent.examples for extent in done) + epochs

    @property
    def _images_after(self) -> int:
        """When the epoch is done that runs."""
        return self._images + self.extent.examples_in(self._state.counters.epoch)
