"""Which networks stand for a whole family on a map of solutions, and which are neighbours."""

from collections.abc import Iterable
from typing import NamedTuple

import torch

from backend.contracts.catalog import Family
from backend.contracts.predictions import Point, Sample
from worker.engine.context import Context
from worker.prediction.members import Member, sampled
from worker.subspaces.curves import Chain, Curve
from worker.subspaces.gaussian import Gaussian
from worker.subspaces.mesh import barycentric_grid, fineness, neighbours
from worker.subspaces.simplicial import SimplicialComplex

NETWORKS = {True: 36, False: 12}
"""Of the family, at most about so many: of small networks, of larger ones."""


class AtlasEntry(NamedTuple):
    member: Member
    point: Point | None
    """Null for a network drawn by chance."""
    vertex: int | None
    """Its number, where it is a vertex, a member or an end."""


class Atlas(NamedTuple):
    entries: list[AtlasEntry]
    edges: list[tuple[int, int]]
    """Neighbours, as numbers of the entries."""


def atlas(context: Context, *, small: bool) -> Atlas:
    """Of a family; a curve in order, a simplex as a mesh, clouds by their centres and a sample.

    Args:
        context: The subspace.
        small: Whether its networks are cheap to evaluate.
    """
    most, geometry = NETWORKS[small], context.geometry
    if isinstance(geometry, Curve):
        return _curve(geometry, most)
    if context.family is Family.SIMPLEX:
        return _complex([tuple(range(len(context.vertices)))], len(context.vertices), most)
    if isinstance(geometry, SimplicialComplex):
        return _complex(geometry.parts, len(context.vertices), most)
    if context.family in (Family.GAUSSIAN, Family.DROPOUT):
        return _drawn(context, most)
    return Atlas([_vertex(number, context) for number in range(len(context.vertices))], [])


def _curve(geometry: Curve, most: int) -> Atlas:
    pieces = geometry.vertices - 1 if isinstance(geometry, Chain) else 1
    steps = pieces * max(2 if pieces == 1 else 1, (most - 1) // pieces)
    t = torch.linspace(0, 1, steps + 1, dtype=torch.float64)
    rows = geometry.coefficients(t).tolist()
    entries = [
        AtlasEntry(Member([*row, 0.0, 0.0, 0.0], "/t", t=at), Point(t=at), _corner(row))
        for row, at in zip(rows, t.tolist(), strict=True)
    ]
    return Atlas(entries, [(i, i + 1) for i in range(steps)])


def _corner(row: Iterable[float]) -> int | None:
    """The vertex that the coefficients name alone."""
    return next((i for i, a in enumerate(row) if abs(a - 1) < 1e-9), None)


def _complex(parts: Iterable[tuple[int, ...]], count: int, most: int) -> Atlas:
    """A mesh over every simplex; what simplexes share stands once."""
    parts = list(parts)
    numbers: dict[tuple[float, ...], int] = {}
    edges: dict[tuple[int, int], None] = {}
    for part in parts:
        steps = fineness(len(part), max(len(part), most // len(parts)))
        grid = barycentric_grid(len(part), steps)
        own = [numbers.setdefault(_spread(row, part, count), len(numbers)) for row in grid]
        edges |= dict.fromkeys((own[i], own[j]) for i, j in neighbours(grid, steps))
    entries = [
        AtlasEntry(
            Member([*row, 0.0, 0.0, 0.0], "/coefficients"),
            Point(coefficients=list(row)),
            _corner(row),
        )
        for row in numbers
    ]
    return Atlas(entries, list(edges))


def _spread(row: tuple[float, ...], part: tuple[int, ...], count: int) -> tuple[float, ...]:
    """Coefficients of all vertices, zero outside the part."""
    own = dict(zip(part, row, strict=True))
    return tuple(own.get(vertex, 0.0) for vertex in range(count))


def _drawn(context: Context, most: int) -> Atlas:
    geometry = context.geometry
    centres = [part[0] for part in geometry.parts] if isinstance(geometry, Gaussian) else [0]
    draws = sampled(Sample(count=max(1, most - len(centres))), context)
    drawn = [AtlasEntry(member, None, None) for member in draws]
    return Atlas([*(_vertex(number, context) for number in centres), *drawn], [])


def _vertex(number: int, context: Context) -> AtlasEntry:
    row = [0.0] * (len(context.vertices) + 3)
    row[number] = 1.0
    return AtlasEntry(Member(row, "/member"), Point(member=number), number)
