"""When a run in training is drawn: after each epoch, as long as it costs little."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from time import perf_counter
from typing import NamedTuple

from torch import Tensor, nn

from backend.contracts.catalog import DATASETS
from backend.contracts.previews import Preview
from backend.contracts.recipes import Recipe
from backend.contracts.runs import EpochResult
from worker.datasets.data import Data
from worker.jobs.process import LOG
from worker.landscape.preview import COARSEST, CoarseMap, draw, points_of, subject
from worker.networks import network

SHARE = 0.09
"""Of the time of a training that previews may take; a tenth is promised. What one leaves, the next
may take."""

Now = Callable[[], float]


class Cost(NamedTuple):
    """Seconds that a preview takes."""

    setup: float
    point: float

    def of(self, points: int) -> float:
        return self.setup + points * self.point


class Allowance:
    """Time for one preview, and what it was spent on.

    Args:
        spare: Seconds.
        known: What the last one cost.
        now: Tells the time.
    """

    def __init__(self, spare: float, known: Cost | None, now: Now) -> None:
        self._spare, self._known, self._now = spare, known, now
        self._begun = now()
        self._setup, self._points = 0.0, 0

    @property
    def seconds(self) -> float:
        """Since it was given."""
        return self._now() - self._begun

    def affords(self, points: int, total: int) -> bool:
        """Whether to go on from so many points to so many in all."""
        if points == 0:
            self._setup = self.seconds
        self._points = points
        cost = self._known or (self.cost if points else None)
        wanted = cost.of(total) if cost else 0.0  # the first grid shows what a point costs
        if wanted <= self._spare:
            self._points = total
        return wanted <= self._spare

    @property
    def cost(self) -> Cost:
        """As it was seen; asked when the points that were afforded are done."""
        return Cost(self._setup, (self.seconds - self._setup) / max(self._points, 1))


@dataclass
class Previews:
    """Draws after an epoch what there is time for; nothing of the training is touched."""

    recipe: Recipe
    data: Data
    before: Preview | None = None
    """The last one that earlier attempts have kept."""
    seconds: float = 0.0
    """Of training, where this attempt begins."""
    pulse: Callable[[], None] = lambda: None
    """Called while one is drawn, to keep the lease."""
    share: float = SHARE
    now: Now = perf_counter
    _spare: float = field(default=0.0, init=False)
    _cost: Cost | None = field(default=None, init=False)
    _skipped: int = field(default=0, init=False)
    _broken: bool = field(default=False, init=False)

    def after(self, result: EpochResult, vertices: Tensor) -> Preview | None:
        """The preview of an epoch.

        Args:
            result: Of the epoch.
            vertices: As it left them (n_vertices, n_parameters).

        Returns:
            None where the epoch has one from an earlier attempt, and where one would have slowed
            the training too much.
        """
        if self._broken or (self.before and result.epoch <= self.before.epoch):
            return None
        self._spare += self.share * (result.seconds - self.seconds)
        self.seconds = result.seconds
        allowance = Allowance(self._spare, self._cost, self.now)
        drawn, spent = self._drawn(vertices, allowance), allowance.seconds
        self._spare -= spent
        if drawn is None:
            self._skipped += 1
            return None
        self.before, self._skipped = self._preview(result, drawn, spent), 0
        return self.before

    def _preview(self, result: EpochResult, drawn: CoarseMap, seconds: float) -> Preview:
        skipped = result.epoch - self.before.epoch - 1 if self.before else self._skipped
        return Preview(
            epoch=result.epoch,
            member=result.member,
            skipped=skipped,
            seconds=round(seconds, 4),
            **drawn._asdict(),
        )

    def _drawn(self, vertices: Tensor, allowance: Allowance) -> CoarseMap | None:
        if self._cost and not allowance.affords(0, points_of(COARSEST)):
            return None
        third = self.before.third if self.before else None
        try:
            context = subject(self.recipe, vertices, self._module, self.data, third)
            context.engine.pulse = self.pulse
            drawn = draw(context, allowance.affords)
        except Exception:  # a training is worth more than its pictures
            LOG.exception("this training goes on without previews")
            self._broken = True
            return None
        self._cost = allowance.cost
        return drawn

    @cached_property
    def _module(self) -> nn.Module:
        recipe = self.recipe
        return network(DATASETS[recipe.dataset], recipe.network, recipe.network_options)
