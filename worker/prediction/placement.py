"""Where networks lie, seen from the family they are compared with."""

import torch
from torch import Tensor

from backend.contracts.predictions import Placement
from worker.engine.context import Context
from worker.prediction.members import Member, rows

ON_FAMILY = 1e-5
"""Distance, as a part of the family's size, below which a network belongs to it."""


def placements(members: list[Member], context: Context) -> list[Placement]:
    """Of every member; weights are measured only where the place is not known already."""
    return [_known(member, context) or _measured(member, context) for member in members]


def _known(member: Member, context: Context) -> Placement | None:
    """For points that were given on the family itself."""
    coefficients = member.row[: len(context.vertices)]
    if member.on_plane or not (member.t is not None or context.geometry.owns(coefficients)):
        return None
    return Placement(
        coefficients=coefficients, t=member.t, extrapolated=False, on_family=True, distance=0
    )


def _measured(member: Member, context: Context) -> Placement:
    row, geometry = rows([member]), context.geometry
    nearest = geometry.nearest(context.ruler, row)
    distance = float(nearest.distance)
    on_family = distance <= ON_FAMILY * context.ruler.size
    coefficients = _coefficients(member, row, context)
    return Placement(
        coefficients=coefficients,
        t=None if nearest.t is None else float(nearest.t),
        extrapolated=coefficients is not None and geometry.extrapolates(coefficients),
        on_family=on_family,
        distance=0 if on_family else distance,
    )


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
