"""What networks said about sets of images, so that one more network costs one forward pass."""

import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import takewhile

import torch
from torch import Tensor

from worker.landscape.context import Context
from worker.landscape.engine import Examples
from worker.landscape.memory import Memory
from worker.prediction.members import Member, points_of
from worker.prediction.predictive import log_probabilities
from worker.prediction.refusal import RequestRefused

AT_A_TIME = 4
"""Networks between two looks at the clock."""


class NotYet(Exception):
    """The time is over; what was computed is kept, and asking again goes on from there."""

    def __init__(self, done: int, networks: int) -> None:
        super().__init__(f"{done} of {networks} networks are evaluated so far; ask again")


@dataclass(frozen=True)
class Named:
    """A set of images by a name that tells it from all others of its data."""

    name: Hashable
    examples: Examples


@dataclass(frozen=True)
class Network:
    """One network and where it comes from."""

    member: Member
    context: Context

    def key(self, images: Named) -> Hashable:
        context, member = self.context, self.member
        plane = context.anchors if member.on_plane else None
        return context.run, plane, tuple(member.row), member.draw, images.name


class Outputs:
    """Keeps logits, at most so many bytes; for one thread."""

    def __init__(self, budget: int) -> None:
        self._memory: Memory[Hashable] = Memory(budget)

    def of(self, networks: Sequence[Network], images: Named, until: float) -> Tensor:
        """Log-probabilities (networks, examples, classes), float64, on the CPU.

        Args:
            networks: At least one; of one run, or of several on the same data.
            images: That they are shown.
            until: Unix time in seconds; at least a few networks are computed before it is heeded.

        Raises:
            NotYet: Some are still to be computed.
            RequestRefused: The numbers of a network overflow.
        """
        known = {network.key(images): network for network in networks}
        found = {key: self._memory.find(key) for key in known}
        waiting = [key for key, logits in found.items() if logits is None]
        while waiting:
            now = self._next([known[key] for key in waiting], images)
            for key, logits in zip(waiting, now, strict=False):
                self._memory.keep(key, logits)
                found[key] = logits
            waiting = waiting[len(now) :]
            if waiting and time.time() > until:
                raise NotYet(len(known) - len(waiting), len(known))
        every = [found[network.key(images)] for network in networks]
        return log_probabilities(torch.stack([each for each in every if each is not None]))

    def _next(self, networks: Sequence[Network], images: Named) -> list[Tensor]:
        """Logits (examples, classes) of the first few, as far as they are mixed alike."""
        first = networks[0]
        some = [each.member for each in takewhile(_like(first), networks[:AT_A_TIME])]
        points = points_of(some, first.context)
        logits = first.context.engine.logits(points, images.examples).cpu()
        for member, own in zip(some, logits, strict=True):
            if not own.isfinite().all():
                raise RequestRefused(
                    member.pointer,
                    "the numbers of the network at this point overflow; take one nearer to the "
                    "family",
                )
        return [own.clone() for own in logits]


def _like(first: Network) -> Callable[[Network], bool]:
    """Whether another network belongs to the same subspace, and is displaced if this one is."""

    def alike(other: Network) -> bool:
        displaced = other.member.draw is None, first.member.draw is None
        return other.context is first.context and displaced[0] == displaced[1]

    return alike
