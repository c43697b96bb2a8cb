"""Which networks of a subspace are evaluated, and what they say about images."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from backend.contracts.families import Representative
from backend.contracts.predictions import Sample
from backend.contracts.representatives import representative
from worker.engine.context import Context
from worker.engine.engine import Examples
from worker.engine.probabilities import log_probabilities
from worker.prediction.members import Member, points_of, sampled
from worker.subspaces.geometry import corner

AT_A_TIME = 8

Pulse = Callable[[], None]


@dataclass(frozen=True)
class Networks:
    sample: list[Member]
    """Whose probabilities are averaged."""
    representative: Member | None
    """Stands for all; none of separate members, which are all there."""
    vertices: list[Member]
    """Each on its own: all vertices, the ends of a curve, the centres of clouds, the members."""


@dataclass(frozen=True)
class Outputs:
    """Log-probabilities (networks, examples, classes), float64, on the CPU."""

    sample: Tensor
    representative: Tensor
    """Of one network, or of none."""
    vertices: Tensor


def networks_of(context: Context, count: int = Sample().count) -> Networks:
    """At most `count` networks of the default sample, or of the separate members, and the rest."""
    sample = sampled(Sample(count=count), context)[:count]
    geometry = context.geometry
    if geometry.separate:
        return Networks(sample, None, sample)
    each = [_mixture(corner(vertex, geometry.n_vertices)) for vertex in geometry.alone()]
    return Networks(sample, _mixture(geometry.representative()), each)


def represented_by(context: Context) -> Representative | None:
    """Who the representative of `networks_of` is."""
    return representative(context.family, len(context.geometry.parts))


def _mixture(coefficients: Sequence[float]) -> Member:
    return Member([*coefficients, 0.0, 0.0, 0.0], "/point")


def outputs_of(
    networks: Networks, examples: Examples, context: Context, pulse: Pulse = lambda: None
) -> Outputs:
    """What they say about the examples; `pulse` is called between a few networks and the next."""
    sample = log_probabilities_of(networks.sample, examples, context, pulse)
    if networks.vertices is networks.sample:
        return Outputs(sample, sample[:0], sample)
    middle = [] if networks.representative is None else [networks.representative]
    alone = log_probabilities_of([*middle, *networks.vertices], examples, context, pulse)
    return Outputs(sample, alone[: len(middle)], alone[len(middle) :])


def log_probabilities_of(
    members: Sequence[Member], examples: Examples, context: Context, pulse: Pulse
) -> Tensor:
    """(members, examples, classes), float64."""
    parts = []
    for start in range(0, len(members), AT_A_TIME):
        points = points_of(list(members[start : start + AT_A_TIME]), context)
        parts.append(log_probabilities(context.engine.logits(points, examples)).cpu())
        pulse()
    return torch.cat(parts)
