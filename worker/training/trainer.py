"""The one skeleton that carries out the plan of every method."""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial

import torch
from torch import Tensor

from backend.contracts.catalog import DATASETS
from backend.contracts.evaluation import Record
from backend.contracts.recipes import Recipe
from backend.contracts.runs import EpochResult, Progress
from worker.datasets.batches import training_batch
from worker.datasets.data import Data
from worker.networks import network
from worker.networks.batch_norm import check_steps
from worker.networks.initialization import initial_weights
from worker.subspaces.layout import Layout
from worker.training.checkpoint import Checkpoint, procedure_of
from worker.training.clock import Stopwatch
from worker.training.draws import Draws
from worker.training.evaluation import EVALUATION_BATCH, RunningScores
from worker.training.extent import Extent
from worker.training.flat_network import FlatNetwork, mix_
from worker.training.methods import METHODS
from worker.training.plan import Ending, Published
from worker.training.randomness import generator
from worker.training.record import record_of
from worker.training.reports import Reports
from worker.training.stacked import StackedSteps, steps_of
from worker.training.state import State
from worker.training.steps import Steps
from worker.training.subspace import TrainedSubspace

Report = Progress | EpochResult


class Trainer:
    """Trains a recipe while it is iterated; stop iterating and it stops.

    It yields a `Progress` at least every half second, or after every longer step, and an
    `EpochResult` after each pass over the training images. After any of them `checkpoint()` holds
    all that a later trainer needs to end with the same weights, bit for bit.
    """

    def __init__(
        self,
        recipe: Recipe,
        data: Data,
        device: torch.device,
        *,
        resume: Checkpoint | None = None,
        end_points: Sequence[Tensor] = (),
    ) -> None:
        """
        Args:
            recipe: What to train.
            data: Of the recipe's data set and its options, on `device`.
            device: Where to compute.
            resume: Goes on from there; of the same recipe.
            end_points: Trained networks (n_parameters,) that the recipe names, in its order.
        """
        if resume:
            resume.check_recipe(recipe)
        self._recipe, self._data, self._device = recipe, data, device
        self._plan = METHODS[recipe.method](recipe)
        training = recipe.training
        self._module = network(DATASETS[recipe.dataset], recipe.network, recipe.network_options)
        self._layout = Layout.of(self._module)
        self._point = FlatNetwork(
            self._module,
            self._layout,
            device,
            precision=training.precision,
            channels_last=training.channels_last,
        )
        if self._plan.stages:
            check_steps(self._module, len(data.train), training.batch_size)
        lengths = (stage.epochs for stage in self._plan.stages)
        extents = Extent.in_turn(lengths, len(data.train), training.batch_size)
        self._state = State(
            self._plan.stages,
            self._fresh,
            self._checked(end_points),
            self._plan.published_end_points,
            max((extent.steps_per_epoch for extent in extents), default=0),
            resume,
        )
        self._steps: Steps | StackedSteps | None = None
        self._clock = Stopwatch(self._state.counters.seconds)
        self._reports = Reports(self._state, extents, self._clock)

    def __iter__(self) -> Iterator[Report]:
        self._clock.resume()
        while not self._state.done:
            yield from self._epoch()
        self._clock.pause()

    def checkpoint(self) -> Checkpoint:
        """All that a later trainer needs to go on from the last report."""
        if self._steps:
            self._steps.settle()
        return self._state.checkpoint(procedure_of(self._recipe), self._clock.seconds)

    def vertices(self) -> Tensor:
        """Vertices (n, n_parameters) as they are after an `EpochResult`; not to be changed."""
        return self._state.present

    def subspace(self) -> TrainedSubspace:
        """What was trained; after the last report."""
        if not self._state.done:
            raise RuntimeError("the training is not finished; iterate the trainer to its end")
        published = self._published
        return TrainedSubspace(
            vertices=published.vertices.cpu(),
            geometry_name=self._recipe.entry.geometry,
            concentration=self._recipe.options.get("concentration", 1.0),
            parts=published.parts,
            scatter=published.scatter,
        )

    def record(self) -> Record:
        """What it cost and what its bits depend on."""
        return record_of(
            self._recipe,
            self._plan,
            self._point,
            self._data,
            log_volumes=self._published.log_volumes,
            evaluations=self._state.counters.gradient_evaluations,
            seconds=self._clock.seconds,
        )

    def steps(self) -> Iterator[None]:
        """The rest of the steps of the epoch that the counters stand in, without reports."""
        state, counters, extent = self._state, self._state.counters, self._reports.extent
        draws = Draws.of(
            self._recipe.seed,
            state.stage,
            counters.epoch,
            extent,
            self._device,
            self._data.augmentation,
            self._layout.n_layers,
        )
        self._steps = steps_of(
            state.stage,
            draws,
            partial(generator, self._recipe.seed, "dropout", state.stage.stream, counters.epoch),
            self._point,
            self._layout,
            state.vertices,
            state.momenta,
        )
        while counters.step < extent.steps_in(counters.epoch):
            self._step(draws, self._steps, extent.batch(counters.epoch, counters.step))
            yield
        self._steps.settle()

    def _epoch(self) -> Iterator[Report]:
        """The rest of the epoch that the counters stand in, and its evaluation where one is due."""
        for _ in self.steps():
            yield from self._progress_when_due()
        state, extent = self._state, self._reports.extent
        stage_ends = state.counters.epoch + 1 == extent.epochs
        last, result = stage_ends and state.ending, None
        if self._reports.result_due(last=last):
            scores = RunningScores(self._device)
            yield from self._score(scores)
            result = self._reports.epoch_result(*scores.means, last=last)
        state.finish_epoch()
        if stage_ends:
            state.finish_stage()
        if result:
            yield from self._reported(result)

    def _step(self, draws: Draws, steps: Steps | StackedSteps, batch: slice) -> None:
        counters, stage = self._state.counters, self._state.stage
        rate, chosen = self._reports.learning_rate, draws.order[:, batch].flatten()
        distortions = draws.distortions
        if distortions is not None:
            distortions = distortions[:, batch].flatten(0, 1)
        images = training_batch(self._data, chosen, distortions)
        targets = self._data.train.targets.index_select(0, chosen)
        loss = steps.step(counters.step, images, targets, rate)
        self._state.losses.record_(counters.step, loss)
        counters.step += 1
        counters.gradient_evaluations += len(chosen) * stage.samples
        for _ in range(self._reports.copies_due):
            self._state.copy_()

    def _score(self, scores: RunningScores) -> Iterator[Report]:
        """Score on the test split the network or the networks that stand for the stage."""
        for coefficients in self._state.stage.all_scored:
            mix_(self._point.weights, self._state.vertices, coefficients)
            self._point.recalibrate(self._data)
            yield from self._score_point(scores)

    def _score_point(self, scores: RunningScores) -> Iterator[Report]:
        test = self._data.test
        for start in range(0, len(test), EVALUATION_BATCH):
            batch = slice(start, start + EVALUATION_BATCH)
            logits = self._point.logits(self._data.normalize(test.images[batch]))
            scores.add_(logits, test.targets[batch])
            yield from self._progress_when_due()

    def _progress_when_due(self) -> Iterator[Report]:
        if self._clock.report_due:
            yield from self._reported(self._reports.progress())

    def _reported(self, report: Report) -> Iterator[Report]:
        """Hand a report over; the caller's time is not counted."""
        self._clock.pause()
        yield report
        self._clock.resume()

    @cached_property
    def _published(self) -> Published:
        return self._plan.publish(
            Ending(self._state.finished, self._module, self._layout, self._data)
        )

    def _fresh(self, stream: int) -> Tensor:
        """New weights (n_parameters,) of one stream, on the device that trains."""
        address = generator(self._recipe.seed, "initialization", stream)
        return initial_weights(self._module, self._layout, address).to(self._device)

    def _checked(self, end_points: Sequence[Tensor]) -> Tensor:
        """End points (n, n_parameters), on the device that trains."""
        expected = (self._plan.end_points, self._layout.n_parameters)
        stacked = torch.stack(list(end_points)) if end_points else torch.empty(0, expected[1])
        if stacked.shape != expected:
            raise ValueError(
                f"expected {expected[0]} trained networks of {expected[1]} parameters to start "
                f"from, got {tuple(stacked.shape)}; name networks of this recipe's kind"
            )
        return stacked.to(self._device, torch.float32)
