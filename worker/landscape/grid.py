"""Where the plane of a landscape lies, and what its networks score."""

from collections.abc import Sequence
from math import inf

import torch
from torch import Tensor

from backend.contracts.catalog import LIMITS
from backend.contracts.landscapes import Geometry, LandscapeRequest, LandscapeUpdate
from worker.engine.context import Context
from worker.engine.engine import Points
from worker.engine.refusal import RequestRefused
from worker.engine.scores import Scores
from worker.metrics.quality import finite

ASPECT = 1.5
"""Width of a map over its height, both in weight distance."""
ON_PLANE = 1e-5
"""Distance, as a part of the map's size, below which a vertex lies on the plane."""


def survey(context: Context, request: LandscapeRequest) -> Geometry:
    """The frame of the map around all vertices, at equal scale on both axes.

    Raises:
        RequestRefused: It would reach farther than a place on it can be named.
    """
    size = map_size(context)
    (left, right), (bottom, top) = frame(_outline(context), size, request.margin)
    _check_reach(left, right, bottom, top)
    nx, ny = request.sides
    distances = context.plane.distances(context.vertices)
    return Geometry(
        x=_steps(left, right, nx),
        y=_steps(bottom, top, ny),
        vertices=[(x, y) for x, y in context.vertex_coordinates.tolist()],
        vertex_names=context.geometry.names(),
        distances=torch.where(distances > ON_PLANE * size, distances, 0.0).tolist(),
        random_axes=context.plane_and_random_axes[1],
        parts=[list(part) for part in context.geometry.parts],
    )


def _check_reach(*ends: float) -> None:
    # NaN compares false with everything, so it must not pass by "farther than".
    if not all(abs(end) <= LIMITS.weight_distance for end in ends):
        raise RequestRefused(
            "/plane",
            f"The map would reach farther than {LIMITS.weight_distance:,.0f} units of weight "
            "distance from its origin: the numbers in these networks are too large to be drawn.",
        )


def map_size(context: Context) -> float:
    """Largest extent of the vertices on the plane; the norm of the weights where they have none.

    A random filter-normalised direction is about as long as the weights (Li 2018), so the map of
    a single network reaches from half of that to one side to half of it to the other.
    """
    coordinates = _outline(context)
    extent = float((coordinates.amax(dim=0) - coordinates.amin(dim=0)).max())
    norm = float(context.vertices[0].norm())
    return extent if extent > ON_PLANE * norm else norm or 1.0


def _outline(context: Context) -> Tensor:
    """Places (n, 2) that the map has to hold: of the vertices, of one face or all."""
    places, anchors = context.vertex_coordinates, context.anchors
    if anchors:
        places = places[list(anchors)]
    return context.geometry.outline(places, face=bool(anchors))


def frame(
    coordinates: Tensor, size: float, margin: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Ends of the x and of the y axis, around vertices (n, 2) and their margin, in map shape."""
    low, high = coordinates.amin(dim=0), coordinates.amax(dim=0)
    x, y = ((low + high) / 2).tolist()
    width, height = (high - low + 2 * margin * size).tolist()
    width = max(width, ASPECT * height, size)
    height = max(height, width / ASPECT)
    return (x - width / 2, x + width / 2), (y - height / 2, y + height / 2)


def _steps(first: float, last: float, count: int) -> list[float]:
    return [first + (last - first) * i / (count - 1) for i in range(count)]


def evaluate_tile(
    context: Context,
    request: LandscapeRequest,
    geometry: Geometry,
    indices: Sequence[tuple[int, int]],
) -> LandscapeUpdate:
    """Loss and accuracy at grid points (row, column), over all images that are asked for."""
    return update_of(tile_scores(context, request, geometry, indices), request, indices)


def tile_scores(
    context: Context,
    request: LandscapeRequest,
    geometry: Geometry,
    indices: Sequence[tuple[int, int]],
    seconds: float = inf,
) -> Scores:
    """Of every grid point on every image that is asked for; of the first alone once the seconds
    are over."""
    plane = context.plane
    places = [[1.0, geometry.x[column], geometry.y[row]] for row, column in indices]
    points = Points([plane.origin, plane.u, plane.v], torch.tensor(places, dtype=torch.float64))
    examples = context.examples(request.split, request.max_examples)
    return context.engine.scores(points, examples, seconds)


def update_of(
    scores: Scores, request: LandscapeRequest, indices: Sequence[tuple[int, int]]
) -> LandscapeUpdate:
    """What the grid shows of them, at as many of the indices as they are about."""
    means = scores.means()
    values = scores.figures(means)
    return LandscapeUpdate(
        indices=list(indices[: len(means)]),
        values={metric: [*map(finite, values[metric])] for metric in request.metrics},
    )
