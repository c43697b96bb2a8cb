"""What changes while a training runs."""

from collections.abc import Callable, Sequence
from copy import copy

import torch
from torch import Tensor

from worker.subspaces.simplicial import flatness
from worker.training.checkpoint import Checkpoint, Counters
from worker.training.errors import CheckpointMismatch
from worker.training.losses import Losses
from worker.training.plan import Stage, Start


class State:
    """Vertices, momenta and counters; the vertices of finished stages; running losses."""

    def __init__(
        self,
        stages: Sequence[Stage],
        fresh: Callable[[int], Tensor],
        end_points: Tensor,
        published: int,
        steps_per_epoch: int,
        resume: Checkpoint | None = None,
    ) -> None:
        """
        Args:
            stages: Of the plan.
            fresh: New weights (n_parameters,) of a stream, on the device that trains.
            end_points: Networks (n, n_parameters) that the first stage starts from, there too.
            published: Of them, the first so many count as finished.
            steps_per_epoch: Of every stage.
            resume: Goes on from there.
        """
        self._stages, self._fresh, self._end_points = stages, fresh, end_points
        self.losses = Losses(steps_per_epoch, end_points.device)
        if resume is None:
            self.counters = Counters()
            self.finished = end_points[:published]
            self._start_stage(self.finished)
        else:
            self._check(resume)
            self.counters = copy(resume.counters)
            self.finished = resume.finished.to(end_points)
            self.vertices, self.momenta = (
                tensor.to(end_points).clone() for tensor in (resume.vertices, resume.momenta)
            )
            self.losses.values.copy_(resume.losses)

    def _check(self, resume: Checkpoint) -> None:
        """Refuse what another division of the same recipe into stages has left."""
        stages = [stage.geometry.n_vertices for stage in self._stages] + [0]
        number, vertices = resume.counters.stage, len(resume.vertices)
        if number >= len(stages) or vertices != stages[number]:
            raise CheckpointMismatch(
                f"expected a checkpoint of stages of {stages[:-1]} vertices, got {vertices} in "
                f"stage {number + 1}; start this training from the beginning"
            )

    @property
    def done(self) -> bool:
        return self.counters.stage == len(self._stages)

    @property
    def ending(self) -> bool:
        """Whether nothing follows the stage that runs."""
        return self.counters.stage + 1 == len(self._stages) or self._collapsed()

    @property
    def stage(self) -> Stage:
        return self._stages[self.counters.stage]

    @property
    def present(self) -> Tensor:
        """Vertices (n, n_parameters) that finished stages have left, then those in training."""
        begun = self.counters.epoch or self.counters.step
        if self.done or (not begun and len(self.finished)):
            return self.finished
        about, moving = slice(*self.stage.left), slice(*self.stage.trained)
        training = self.vertices[about]
        return torch.cat([self.finished, training if len(training) else self.vertices[moving]])

    def finish_epoch(self) -> None:
        self.losses.start_epoch_(self.counters.step)
        self.counters.epoch, self.counters.step = self.counters.epoch + 1, 0

    def copy_(self) -> None:
        """Leave a copy of the vertices that the stage is about."""
        self.finished = torch.cat([self.finished, self.vertices[slice(*self.stage.left)]])

    def finish_stage(self) -> None:
        collapsed, last = self._collapsed(), self.vertices
        if not collapsed:
            self.copy_()
        following = len(self._stages) if collapsed else self.counters.stage + 1
        self.counters.stage, self.counters.epoch = following, 0
        self._start_stage(last)

    def _collapsed(self) -> bool:
        """Whether the vertex that grew has fallen back, which ends all growth."""
        volume = self.stage.volume
        if volume is None:
            return False
        return flatness(self.vertices, volume.vertex, volume.parts) < volume.flattest

    def _start_stage(self, last: Tensor) -> None:
        start = Start(self._fresh, self.finished, last, self._end_points)
        self.vertices = self.finished[:0] if self.done else self.stage.vertices(start).contiguous()
        self.momenta = torch.zeros_like(self.vertices)

    def checkpoint(self, recipe_hash: str, seconds: float) -> Checkpoint:
        """A copy of all this, on the CPU."""
        counters = copy(self.counters)
        counters.seconds = seconds
        return Checkpoint(
            recipe_hash=recipe_hash,
            counters=counters,
            vertices=self.vertices.cpu().clone(),
            momenta=self.momenta.cpu().clone(),
            finished=self.finished.cpu().clone(),
            losses=self.losses.values.cpu().clone(),
        )
