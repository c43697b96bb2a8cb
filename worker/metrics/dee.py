"""Deep Ensemble Equivalent: how many independent networks are as good (Ashukha 2020).

Ashukha et al. (arXiv 2002.06470, section 4) interpolate the calibrated NLL of ensembles of growing
size. Here NLL(N) = c + b / N is fitted to sub-ensembles of the reference, which uses them all.
"""

from collections.abc import Callable, Iterator
from itertools import combinations
from math import comb, inf
from typing import NamedTuple

import torch
from torch import Tensor

from worker.metrics.predictive import log_predictive

PER_SIZE = 100
DRAWS = 1000
QUANTILES = (0.025, 0.975)


class SubEnsembles(NamedTuple):
    """What ensembles of some of the reference's members achieve on the same images."""

    membership: Tensor
    """(sub-ensembles, members) bool."""
    nll: Tensor
    """In nats, image by image (sub-ensembles, examples)."""


class Fit(NamedTuple):
    """NLL(N) = limit + gain / N; nats, of any shape."""

    limit: Tensor
    gain: Tensor
    """Never negative."""


class DeepEnsembleEquivalent(NamedTuple):
    """A number of independent networks; infinite where more would never be as good."""

    value: float
    low: float
    high: float
    largest: int
    """Size of the reference: beyond it, and below one, the numbers are extrapolated."""

    def __str__(self) -> str:
        """What may be shown: extrapolated numbers only as bounds."""
        return shown(self.value, self.largest)


def shown(value: float, largest: int) -> str:
    """A number of networks, or the bound of what the reference can tell."""
    if value > largest:
        return f"> {largest}"
    return "< 1" if value < 1 else f"{value:.1f}"


def subsets(
    members: int, *, generator: torch.Generator, per_size: int = PER_SIZE
) -> Iterator[tuple[int, ...]]:
    """All sub-ensembles of every size; where a size has more than `per_size`, a random choice."""
    for size in range(1, members + 1):
        if comb(members, size) <= per_size:
            yield from combinations(range(members), size)
            continue
        chosen: set[tuple[int, ...]] = set()
        while len(chosen) < per_size:
            drawn = torch.randperm(members, generator=generator)[:size]
            chosen.add(tuple(sorted(drawn.tolist())))
        yield from sorted(chosen)


def sub_ensembles(
    member_log_probabilities: Tensor,
    example_nll: Callable[[Tensor], Tensor],
    *,
    generator: torch.Generator,
    per_size: int = PER_SIZE,
) -> SubEnsembles:
    """Score sub-ensembles of the reference.

    Args:
        member_log_probabilities: Of the reference (members, examples, classes), float64.
        example_nll: From a predictive (examples, classes) to (examples,), such as
            `calibrated_example_nll` with the same seed at every call.
        generator: Chooses among too many.
        per_size: At most so many of each size.
    """
    members = len(member_log_probabilities)
    membership, nll = [], []
    for chosen in subsets(members, generator=generator, per_size=per_size):
        membership.append(
            torch.zeros(members, dtype=torch.bool).index_fill(0, _index(chosen), True)
        )
        scored = example_nll(log_predictive(member_log_probabilities[list(chosen)]))
        nll.append(scored.cpu())
    return SubEnsembles(torch.stack(membership), torch.stack(nll))


def _index(chosen: tuple[int, ...]) -> Tensor:
    return torch.tensor(chosen, dtype=torch.int64)


def equivalent(
    nll: Tensor, reference: SubEnsembles, *, generator: torch.Generator, draws: int = DRAWS
) -> DeepEnsembleEquivalent:
    """Size of the ensemble with the NLL of a method, and its 95 % bootstrap interval.

    The interval covers both samplings, of images and of reference members, by random weights
    (Rubin 1981): the method and the reference share those of the images, and a sub-ensemble
    weighs what its members weigh together.

    Args:
        nll: Of the method, image by image (examples,), scored as the reference is.
        reference: At least two members.
        generator: Of the bootstrap.
        draws: Of the bootstrap.
    """
    members, examples = reference.membership.shape[1], len(nll)
    table = torch.cat([nll.cpu().unsqueeze(0), reference.nll])
    point = _networks(table.mean(dim=1, keepdim=True), reference.membership, torch.ones(1, members))
    images = _weights(draws, examples, generator)
    networks = _weights(draws, members, generator)
    sample = _networks(table @ images.T, reference.membership, networks)
    # Not interpolated: between two infinite numbers there is none.
    ends = (sample.sort().values[round(q * (draws - 1))] for q in QUANTILES)
    low, high = (float(end) for end in ends)
    return DeepEnsembleEquivalent(float(point), low, high, largest=members)


def _weights(draws: int, count: int, generator: torch.Generator) -> Tensor:
    """Uniform on the simplex (draws, count): normalised exponentials."""
    weights = torch.empty(draws, count, dtype=torch.float64).exponential_(generator=generator)
    return weights / weights.sum(dim=1, keepdim=True)


def _networks(means: Tensor, membership: Tensor, weights: Tensor) -> Tensor:
    """(draws,) from mean NLLs, the method's first (1 + sub-ensembles, draws)."""
    line = fit(means[1:], membership, weights)
    excess = means[0] - line.limit
    return torch.where(excess > 0, line.gain / excess, inf)


def fit(nll: Tensor, membership: Tensor, weights: Tensor) -> Fit:
    """Least squares of NLL(N) = c + b / N, b >= 0, every size counting alike: each (draws,).

    Args:
        nll: (sub-ensembles, draws).
        membership: (sub-ensembles, members) bool.
        weights: Of the members (draws, members), positive.
    """
    sizes = membership.sum(dim=1)
    weight = (membership.double() @ weights.double().log().T).exp()
    same_size = torch.eq(sizes.unsqueeze(0), sizes.unsqueeze(1)).double()
    share = weight / (same_size @ weight) / len(set(sizes.tolist()))
    x = (1 / sizes.double()).unsqueeze(1).expand_as(nll)
    x_mean, y_mean = (share * x).sum(dim=0), (share * nll).sum(dim=0)
    slope = (share * (x - x_mean) * (nll - y_mean)).sum(0) / (share * (x - x_mean) ** 2).sum(0)
    gain = slope.clamp_min(0)
    return Fit(limit=y_mean - gain * x_mean, gain=gain)
