"""Where networks lie, seen from the family they are compared with."""

import torch
from torch import Tensor

from backend.contracts.catalog import Family
from backend.contracts.predictions import Placement
from worker.engine.context import Context
from worker.engine.ruler import Nearest
from worker.prediction.members import Member, rows
from worker.subspaces.curves import Curve
from worker.subspaces.gaussian import Gaussian
from worker.subspaces.simplicial import SimplicialComplex

ON_FAMILY = 1e-5
"""Distance, as a part of the family's size, below which a network belongs to it."""
NEGATIVE = -1e-6
"""Coefficients below it are extrapolated; rounding stays above."""


def placements(members: list[Member], context: Context) -> list[Placement]:
    """Of every member; weights are measured only where the place is not known already."""
    return [_known(member, context) or _measured(member, context) for member in members]


def _known(member: Member, context: Context) -> Placement | None:
    """For points that were given on the family itself."""
    coefficients = member.row[: len(context.vertices)]
    if member.on_plane or not (member.t is not None or _belongs(coefficients, context)):
        return None
    return Placement(
        coefficients=coefficients, t=member.t, extrapolated=False, on_family=True, distance=0
    )


def _belongs(coefficients: list[float], context: Context) -> bool:
    """Whether coefficients name a network of the family, whatever its vertices are."""
    if context.family in (Family.MEMBERS, Family.DROPOUT):
        return True
    used = {i for i, a in enumerate(coefficients) if a}
    geometry = context.geometry
    if isinstance(geometry, Gaussian):
        return any(used <= set(part) for part in geometry.parts)
    if isinstance(geometry, SimplicialComplex):
        inside = any(used <= set(part) for part in geometry.parts)
        return inside and min(coefficients) >= 0
    return context.family is Family.SIMPLEX and min(coefficients) >= 0


def _measured(member: Member, context: Context) -> Placement:
    row, ruler = rows([member]), context.ruler
    nearest = _nearest(row, context)
    distance = float(nearest.distance)
    on_family = distance <= ON_FAMILY * ruler.size
    coefficients = _coefficients(member, row, context)
    curve = context.geometry if isinstance(context.geometry, Curve) else None
    return Placement(
        coefficients=coefficients,
        t=float(ruler.nearest_t(row, curve)) if curve else None,
        extrapolated=_extrapolated(coefficients, context),
        on_family=on_family,
        distance=0 if on_family else distance,
    )


def _extrapolated(coefficients: list[float] | None, context: Context) -> bool:
    """A cloud reaches to all sides: there negative coefficients mean nothing."""
    if coefficients is None or isinstance(context.geometry, Gaussian):
        return False
    return min(coefficients) < NEGATIVE


def _nearest(row: Tensor, context: Context) -> Nearest:
    geometry, ruler = context.geometry, context.ruler
    if isinstance(geometry, Curve):
        return ruler.nearest_on_curve(row, geometry)
    if isinstance(geometry, Gaussian):
        return ruler.nearest_of(row, [ruler.nearest_mixture(row, list(p)) for p in geometry.parts])
    if isinstance(geometry, SimplicialComplex):
        return ruler.nearest_of(row, [ruler.nearest_in_simplex(row, p) for p in geometry.parts])
    if context.family is Family.SIMPLEX:
        return ruler.nearest_in_simplex(row, range(len(context.vertices)))
    return ruler.nearest_member(row)


def _coefficients(member: Member, row: Tensor, context: Context) -> list[float] | None:
    """As given, or of the mixture at that place of the plane; null where no mixture is there."""
    count = len(context.vertices)
    if not member.on_plane:
        return member.row[:count]
    mixture = context.ruler.nearest_mixture(row, list(range(count)))
    if float(mixture.distance) > ON_FAMILY * context.ruler.size:
        return None
    found: list[float] = torch.flatten(mixture.coefficients).tolist()
    return found
