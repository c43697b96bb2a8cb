"""Which networks stand for a whole family on a map of solutions, and which are neighbours."""

from collections.abc import Iterable
from typing import NamedTuple

from backend.contracts.predictions import Point, Sample
from worker.engine.context import Context
from worker.prediction.members import Member, sampled
from worker.subspaces.geometry import Mesh

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
    mesh = context.geometry.mesh(NETWORKS[small])
    entries = [_entry(number, mesh, context) for number in range(len(mesh.rows))]
    draws = sampled(Sample(count=mesh.drawn), context) if mesh.drawn else []
    return Atlas([*entries, *(AtlasEntry(member, None, None) for member in draws)], mesh.edges)


def _entry(number: int, mesh: Mesh, context: Context) -> AtlasEntry:
    row, address = mesh.rows[number], context.geometry.address
    t, vertex = mesh.t[number] if mesh.t else None, _corner(row)
    named = {"member": vertex, "t": t, "coefficients": list(row)}
    member = Member([*row, 0.0, 0.0, 0.0], f"/{address}", t=t)
    return AtlasEntry(member, Point.model_validate({address: named[address]}), vertex)


def _corner(row: Iterable[float]) -> int | None:
    """The vertex that the coefficients name alone."""
    return next((i for i, a in enumerate(row) if abs(a - 1) < 1e-9), None)
