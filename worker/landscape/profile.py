"""Loss along the curve, and straight across."""

from collections.abc import Callable
from math import ceil

import torch
from torch import Tensor

from backend.contracts.landscapes import LandscapeRequest, Path, Profile
from worker.landscape.context import Context
from worker.landscape.engine import PointScore
from worker.metrics.quality import finite
from worker.subspaces.curves import Chain, Curve
from worker.subspaces.families import Geometry
from worker.subspaces.gaussian import Gaussian
from worker.subspaces.simplicial import SimplicialComplex, walk

TRAIL_STEPS = 64
STRAIGHT_POINTS = 33
POINTS_AT_A_TIME = 8


def profile(
    context: Context, request: LandscapeRequest, pulse: Callable[[], None] = lambda: None
) -> Profile:
    """Loss along the curve, or from simplex to simplex where they meet, and straight across.

    Args:
        context: The subspace.
        request: Which images are scored.
        pulse: Called between a few points and the next, so that the caller can renew a lease.
    """
    geometry, vertices = context.geometry, len(context.vertices)
    trail = straight = None
    way = _way(geometry)
    if way is not None:
        trail = _path(context, request, *way, pulse)
    ends = _ends(geometry)
    if ends:
        t = torch.linspace(0, 1, STRAIGHT_POINTS, dtype=torch.float64)
        coefficients = torch.zeros(len(t), vertices, dtype=torch.float64)
        coefficients[:, ends[0]], coefficients[:, ends[1]] = 1 - t, t
        straight = _path(context, request, t, coefficients, pulse)
    return Profile(trail=trail, straight=straight)


def _way(geometry: Geometry) -> tuple[Tensor, Tensor] | None:
    """Positions (points,) and coefficients (points, n_vertices) along the family, corners too."""
    if isinstance(geometry, Curve):
        t = _positions(geometry.n_vertices - 1 if isinstance(geometry, Chain) else 1)
        return t, geometry.coefficients(t)
    corners = walk(geometry.parts) if isinstance(geometry, SimplicialComplex) else []
    if not corners:
        return None
    t = _positions(len(corners) - 1)
    coefficients = torch.zeros(len(t), geometry.n_vertices, dtype=torch.float64)
    return t, coefficients.index_add(1, torch.tensor(corners), Chain(len(corners)).coefficients(t))


def _positions(pieces: int) -> Tensor:
    """From 0 to 1, evenly, so that every end of a piece is among them."""
    return torch.linspace(0, 1, pieces * ceil(TRAIL_STEPS / pieces) + 1, dtype=torch.float64)


def _ends(geometry: Geometry) -> tuple[int, int] | None:
    """Two vertices whose straight connection is worth a look; a single cloud has none."""
    if isinstance(geometry, Gaussian | SimplicialComplex) and len(geometry.parts) > 1:
        return geometry.parts[0][0], geometry.parts[1][0]
    if isinstance(geometry, Gaussian) or geometry.n_vertices == 1:
        return None
    return 0, geometry.n_vertices - 1


def _path(
    context: Context,
    request: LandscapeRequest,
    t: Tensor,
    coefficients: Tensor,
    pulse: Callable[[], None],
) -> Path:
    examples = context.examples(request.split, request.max_examples)
    means: list[PointScore] = []
    for start in range(0, len(t), POINTS_AT_A_TIME):
        part = context.points(coefficients[start : start + POINTS_AT_A_TIME])
        means += context.engine.scores(part, examples).means()
        pulse()
    # A projection on the plane is affine, so it mixes as the weights do.
    x, y = (coefficients @ context.vertex_coordinates.cpu()).T.tolist()
    return Path(
        t=t.tolist(),
        coefficients=coefficients.tolist(),
        x=x,
        y=y,
        loss=[finite(point.loss.value) for point in means],
        loss_standard_error=[finite(point.loss.standard_error) for point in means],
        accuracy=[finite(point.accuracy.value) for point in means],
        accuracy_standard_error=[finite(point.accuracy.standard_error) for point in means],
    )
