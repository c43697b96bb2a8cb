"""From what a request names to the networks it means."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import repeat

import torch
from torch import Tensor

from backend.contracts.catalog import Family, PointKind
from backend.contracts.predictions import Point, PredictionRequest, Sample
from worker.engine.context import Context, Draw
from worker.engine.engine import Points
from worker.engine.refusal import RequestRefused


@dataclass(frozen=True)
class Member:
    """One network: a row of coefficients, and what is known of its place."""

    row: list[float]
    """Of the vertices, the plane's origin, u and v (n_vertices + 3)."""
    pointer: str
    """JSON pointer of the field that names it."""
    t: float | None = None
    """Of a point that was given on a curve."""
    on_plane: bool = False
    """Given by a place on a landscape."""
    draw: Draw | None = None
    """Which displacement it has, in a cloud."""


def members_of(
    request: PredictionRequest, context: Context, is_landscape: Callable[[str], bool]
) -> list[Member]:
    """The networks of a request, in its order.

    Args:
        request: Names them.
        context: The subspace they belong to.
        is_landscape: Whether a landscape of this run has that id.

    Raises:
        RequestRefused: This family does not accept such a point or sample.
    """
    if request.sample is not None:
        return sampled(request.sample, context)
    if request.point is not None:
        return [_member(request.point, "/point", context, is_landscape)]
    return [
        _member(point, f"/points/{i}", context, is_landscape)
        for i, point in enumerate(request.points or [])
    ]


def sampled(sample: Sample, context: Context) -> list[Member]:
    """Members drawn from the subspace; along a curve in order, separate networks all of them."""
    family = context.family.entry
    if not family.mixed and sample.concentration != 1:
        raise RequestRefused(
            "/sample/concentration",
            f"{family.title} takes no concentration but 1; got {sample.concentration:g}",
        )
    generator = torch.Generator().manual_seed(sample.seed)
    drawn = context.geometry.draw(sample.count, sample.concentration, generator)
    coefficients = drawn.coefficients.tolist()
    draws = _draws(len(coefficients), generator, context)
    return [
        Member([*row, 0, 0, 0], "/sample", t=t, draw=draw)
        for row, t, draw in zip(coefficients, drawn.t or repeat(None), draws, strict=False)
    ]


def _draws(count: int, generator: torch.Generator, context: Context) -> list[Draw] | list[None]:
    """Displacements of a cloud's networks, as the geometry lets its clouds take turns."""
    if context.scatter is None:
        return [None] * count
    seeds = torch.randint(2**62, (count,), generator=generator).tolist()
    parts = len(context.geometry.parts)
    return [Draw(seed, number % parts) for number, seed in enumerate(seeds)]


def rows(members: list[Member]) -> Tensor:
    """Coefficients (members, n_vertices + 3), float64."""
    return torch.tensor([member.row for member in members], dtype=torch.float64)


def points_of(members: list[Member], context: Context) -> Points:
    """Their places in weight space, in the same order."""
    coefficients = rows(members)
    if any(member.on_plane for member in members):
        return context.points_with_plane(coefficients)
    coefficients = coefficients[:, : len(context.vertices)]
    draws = [member.draw for member in members if member.draw]
    if len(draws) == len(members):
        return context.scattered(coefficients, draws)
    return context.points(coefficients)


def _member(
    point: Point, pointer: str, context: Context, is_landscape: Callable[[str], bool]
) -> Member:
    kind = next(kind for kind in PointKind if getattr(point, kind.value) is not None)
    pointer = f"{pointer}/{kind.value}"
    _check_kind(kind, pointer, context.family)
    if point.member is not None:
        return _vertex(point.member, pointer, len(context.vertices))
    if point.t is not None:
        return Member([*context.geometry.at(point.t), 0, 0, 0], pointer, t=point.t)
    if point.coefficients is not None:
        return _mixture(point.coefficients, pointer, len(context.vertices))
    if not is_landscape(str(point.landscape)):
        raise RequestRefused(
            pointer, f"this run has no landscape {point.landscape}; name one of its own"
        )
    place = [1.0, point.x or 0.0, point.y or 0.0]
    return Member([0.0] * len(context.vertices) + place, pointer, on_plane=True)


def _check_kind(kind: PointKind, pointer: str, family: Family) -> None:
    accepted = family.entry.points
    if kind not in accepted:
        raise RequestRefused(
            pointer, f"{family.entry.title} takes points by {', '.join(accepted)}; got {kind.value}"
        )


def _vertex(member: int, pointer: str, count: int) -> Member:
    if member >= count:
        raise RequestRefused(pointer, f"members run from 0 to {count - 1}; got {member}")
    row = [0.0] * (count + 3)
    row[member] = 1.0
    return Member(row, pointer)


def _mixture(coefficients: list[float], pointer: str, count: int) -> Member:
    if len(coefficients) != count:
        raise RequestRefused(
            pointer,
            f"expected {count} coefficients, one for each vertex or control point; "
            f"got {len(coefficients)}",
        )
    return Member([*coefficients, 0, 0, 0], pointer)
