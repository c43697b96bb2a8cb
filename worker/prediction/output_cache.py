"""What networks said about sets of images: worked out in parts, so that no pass is made twice."""

from collections.abc import Callable, Hashable, Iterable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile

import torch
from torch import Tensor

from backend.contracts.questions import AnswerProgress
from worker.engine.context import Context
from worker.engine.engine import Engine, Examples
from worker.engine.memory import tensor_cache
from worker.engine.probabilities import log_probabilities
from worker.engine.refusal import RequestRefused
from worker.prediction.members import Member, points_of
from worker.prediction.time_budget import BudgetSpent, NotYet, TimeBudget

AT_A_TIME = 4
"""Networks that pass over a tile of images together."""


@dataclass(frozen=True)
class NamedExamples:
    """A set of images by a name that tells it from all others of its data."""

    name: Hashable
    examples: Examples


@dataclass(frozen=True)
class Network:
    """One network and where it comes from."""

    member: Member
    context: Context
    early: bool = False
    """With batch-norm statistics of few training images."""

    @property
    def engine(self) -> Engine:
        return self.context.early_engine if self.early else self.context.engine

    @property
    def is_ready(self) -> bool:
        """Whether it has no batch-norm statistics that must be estimated first."""
        seen, needed = self.recalibration
        return seen == needed

    @property
    def recalibration(self) -> tuple[int, int]:
        """Training images seen for its batch-norm statistics, and those that they take."""
        if not self.engine.has_statistics:
            return 0, 0
        return self.engine.recalibration(points_of([self.member], self.context))

    def key(self, images: NamedExamples) -> Hashable:
        context, member = self.context, self.member
        plane = context.anchors if member.on_plane else None
        return context.run, plane, tuple(member.row), member.draw, self.early, images.name


class OutputCache:
    """Keeps logits, at most so many bytes; for one thread."""

    def __init__(self, budget: int) -> None:
        self._memory: MutableMapping[Hashable, Tensor] = tensor_cache(budget)

    def of(self, networks: Sequence[Network], images: NamedExamples, budget: TimeBudget) -> Tensor:
        """Log-probabilities (networks, examples, classes), float64, on the CPU.

        Args:
            networks: At least one; of one run, or of several on the same data.
            images: That they are shown.
            budget: How long may be worked now.

        Raises:
            NotYet: Some images are still to be shown.
            RequestRefused: The numbers of a network overflow.
        """
        known = {network.key(images): network for network in networks}
        found = {key: self._memory.get(key) for key in known}
        try:
            while waiting := [key for key in known if _rows(found[key]) < len(images.examples)]:
                some = self._together([(known[key], _rows(found[key])) for key in waiting])
                with self._keeping(waiting[: len(some)], found) as blocks:
                    for block in _blocks(some, images.examples, _rows(found[waiting[0]]), budget):
                        blocks.append(block)
        except BudgetSpent:
            raise NotYet(self.progress(networks, images)) from None
        every = [found[network.key(images)] for network in networks]
        return log_probabilities(torch.stack([each for each in every if each is not None]))

    def clear(self) -> None:
        self._memory.clear()

    def complete(self, networks: Iterable[Network], images: NamedExamples) -> bool:
        """Whether all images were shown to all of them."""
        return all(self._rows_of(each, images) == len(images.examples) for each in networks)

    def known(self, networks: Iterable[Network], images: NamedExamples) -> bool:
        """Whether no batch-norm statistics must be estimated before the images are shown."""
        return all(each.is_ready or self.complete([each], images) for each in networks)

    def begun(self, networks: Iterable[Network], images: NamedExamples) -> bool:
        """Whether an image was shown to one of them."""
        return any(self._rows_of(each, images) for each in networks)

    def progress(self, networks: Iterable[Network], images: NamedExamples) -> AnswerProgress:
        """Passes of an image through a network, those for batch-norm statistics among them."""
        each = list({network.key(images): network for network in networks}.values())
        passes = [self._passes(network, images) for network in each]
        what = "images" if len(each) == 1 else f"images of {len(each)} networks"
        done, total = map(sum, zip(*passes, strict=True))
        return AnswerProgress(done=done, total=total, what=what)

    def _passes(self, network: Network, images: NamedExamples) -> tuple[int, int]:
        """Done, and all together."""
        rows, count = self._rows_of(network, images), len(images.examples)
        seen, needed = network.recalibration
        return rows + (needed if rows else seen), count + needed

    def _rows_of(self, network: Network, images: NamedExamples) -> int:
        return _rows(self._memory.get(network.key(images)))

    def _together(self, waiting: Sequence[tuple[Network, int]]) -> list[Network]:
        """The first few, as far as they are mixed alike and have come equally far."""
        first, rows = waiting[0]
        alike, most = _like(first), min(AT_A_TIME, first.engine.most_points)
        same = takewhile(lambda each: each[1] == rows and alike(each[0]), waiting[:most])
        return [network for network, _ in same]

    @contextmanager
    def _keeping(
        self, keys: Sequence[Hashable], found: dict[Hashable, Tensor | None]
    ) -> Iterator[list[Tensor]]:
        """Takes blocks of logits (networks, some examples, classes), also as the budget ends."""
        blocks: list[Tensor] = []
        try:
            yield blocks
        finally:
            for row, key in enumerate(keys) if blocks else ():
                before = found[key]
                new = [block[row] for block in blocks]
                grown = torch.cat(new if before is None else [before, *new])
                self._memory[key] = grown
                found[key] = grown


def _blocks(
    networks: Sequence[Network], examples: Examples, start: int, budget: TimeBudget
) -> Iterator[Tensor]:
    """Logits (networks, some examples, classes) on the CPU, a tile at a time."""
    first = networks[0]
    points = points_of([each.member for each in networks], first.context)
    engine, usual = first.engine, first.engine.pulse
    engine.pulse = budget.part
    try:
        for block in engine.parts(points, examples, start):
            _check_finite(block, networks)
            yield block.cpu()
    finally:
        engine.pulse = usual


def _check_finite(block: Tensor, networks: Sequence[Network]) -> None:
    for own, network in zip(block, networks, strict=True):
        if not own.isfinite().all():
            raise RequestRefused(
                network.member.pointer,
                "the numbers of the network at this point overflow; take one nearer to the run",
            )


def _rows(logits: Tensor | None) -> int:
    return 0 if logits is None else len(logits)


def _like(first: Network) -> Callable[[Network], bool]:
    """Whether another network belongs to the same subspace, and is displaced if this one is."""

    def alike(other: Network) -> bool:
        displaced = other.member.draw is None, first.member.draw is None
        same = other.context is first.context and other.early == first.early
        return same and displaced[0] == displaced[1]

    return alike
