"""A map of solutions: a family and retrainings, near each other where they answer alike."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from backend.contracts.solutions import Place, Reach, Solution
from worker.evaluation.atlas import AtlasEntry
from worker.metrics.quality import example_nll, is_correct
from worker.metrics.scaling import Scaling, added, divergences, pairs, scaling

SAME = 1e-4
"""Distance below which a retraining is a network of the family."""
NEAR = 0.5
"""Part of the distance between retrainings within which a family reaches them."""


@dataclass(frozen=True, eq=False)
class SolutionMap:
    """The configuration, and what is needed to place further networks on it."""

    family: Tensor
    """Log-probabilities (networks, images, classes), float64."""
    retrainings: Tensor
    """Those of the reference (retrainings, images, classes); none without one."""
    targets: Tensor
    base: Scaling
    """Of the family, then the retrainings."""

    @classmethod
    def of(cls, family: Tensor, retrainings: Tensor, targets: Tensor) -> "SolutionMap":
        """Scaled so that the retrainings together count as much as the family together."""
        both = torch.cat([family, retrainings])
        groups = [len(family), len(retrainings)]
        weights = torch.cat([torch.full((n,), 1 / max(1, n)) for n in groups])
        squared = divergences(both, both)
        base = scaling((squared + squared.T) / 2, weights)
        return cls(family, retrainings, targets, base)

    def solutions(self, entries: Sequence[AtlasEntry]) -> list[Solution]:
        """Networks of the family, then the retrainings."""
        places = _places(torch.cat([self.family, self.retrainings]), self.base.positions, self)
        own = [
            Solution(**place.model_dump(), role="family", point=entry.point, vertex=entry.vertex)
            for entry, place in zip(entries, places, strict=False)
        ]
        others = [
            Solution(**place.model_dump(), role="retraining", member=number)
            for number, place in enumerate(places[len(own) :])
        ]
        return own + others

    def placed(self, outputs: Tensor) -> list[Place]:
        """Further networks (networks, images, classes), which do not move the others."""
        both = torch.cat([self.family, self.retrainings])
        return _places(outputs, added(self.base, divergences(outputs, both)), self)

    def reach(self) -> Reach | None:
        """Whether the family comes near retrainings, in the full distances."""
        count = len(self.family)
        distances = self.base.squared.clamp_min(0).sqrt()
        across = distances[count:, :count]
        if not across.numel():
            return None
        counted = across.amin(dim=1) > SAME
        if not counted.any():
            return None
        among = distances[count:, count:]
        others = pairs(among)
        nearest = (among + torch.diag(torch.full((len(among),), torch.inf))).amin(dim=1)
        return _told(
            retrainings=int(counted.sum()),
            left_out=len(across) - int(counted.sum()),
            to_family=float(across.amin(dim=1)[counted].mean()),
            to_retraining=float(nearest[counted].mean()) if len(others) else None,
            among_retrainings=float(others.mean()) if len(others) else None,
            within_family=float(pairs(distances[:count, :count]).mean()) if count > 1 else 0.0,
        )


def _places(outputs: Tensor, positions: Tensor, solution_map: SolutionMap) -> list[Place]:
    targets = solution_map.targets
    nll = example_nll(outputs, targets).mean(dim=-1)
    accuracy = is_correct(outputs, targets).double().mean(dim=-1)
    columns = (positions[:, 0], positions[:, 1], accuracy, nll)
    return [
        Place(x=x, y=y, accuracy=right, nll=loss)
        for x, y, right, loss in zip(*(column.tolist() for column in columns), strict=True)
    ]


def _told(
    *,
    retrainings: int,
    left_out: int,
    to_family: float,
    to_retraining: float | None,
    among_retrainings: float | None,
    within_family: float,
) -> Reach:
    return Reach(
        retrainings=retrainings,
        left_out=left_out,
        to_family=to_family,
        to_retraining=to_retraining,
        among_retrainings=among_retrainings,
        within_family=within_family,
        sentence=_sentence(to_family, to_retraining, among_retrainings, within_family),
    )


def _sentence(
    to_family: float, to_retraining: float | None, among: float | None, within: float
) -> str:
    start = f"On average a retraining is {to_family:.3f} from the nearest of these networks"
    if to_retraining is None or among is None:
        return f"{start}; how far retrainings are from each other takes two of them."
    apart = f"these networks are {within:.3f} apart"
    return (
        f"{start}, {to_retraining:.3f} from the nearest other retraining and {among:.3f} from all "
        f"others; {apart if within else 'there is one such network'}. "
        f"{_verdict(to_family, to_retraining)}"
    )


def _verdict(to_family: float, to_retraining: float) -> str:
    """Networks that were trained alone are as far from each other, too: only nearer counts."""
    if to_family >= to_retraining:
        return (
            "So they do not span the retrainings: they come no nearer to one than another "
            "retraining is."
        )
    if to_family > NEAR * to_retraining:
        return (
            "So they do not span the retrainings: they come nearer to one than another retraining "
            "does, and do not reach it."
        )
    return "So they span the retrainings: they come near them on average."
