"""Where the plane of a landscape lies, and what its networks score."""

from collections.abc import Sequence
from math import inf

import torch
from torch import Tensor

from backend.contracts.catalog import LIMITS, Family
from backend.contracts.landscapes import Geometry, LandscapeRequest, LandscapeUpdate
from worker.engine.context import Context
from worker.engine.engine import Points, Scores
from worker.engine.refusal import RequestRefused
from worker.metrics.quality import finite
from worker.subspaces.curves import Chain
from worker.subspaces.gaussian import Gaussian
from worker.subspaces.simplicial import Parts

ASPECT = 1.5
"""Width of a map over its height, both in weight distance."""
WIDTHS = 2
"""Standard deviations of a cloud that its map shows to every side."""
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
    parts: Parts = getattr(context.geometry, "parts", ())
    return Geometry(
        x=_steps(left, right, nx),
        y=_steps(bottom, top, ny),
        vertices=[(x, y) for x, y in context.vertex_coordinates.tolist()],
        vertex_names=names_of(context, parts),
        distances=torch.where(distances > ON_PLANE * size, distances, 0.0).tolist(),
        random_axes=context.plane_and_random_axes[1],
        parts=[list(part) for part in parts],
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
    """Places (n, 2) that the map has to hold: the vertices, of one face or all.

    A cloud that is seen along its deviations reaches two of them to all sides.
    """
    places, geometry = context.vertex_coordinates, context.geometry
    if context.anchors:
        places = places[list(context.anchors)]
    if not isinstance(geometry, Gaussian) or (len(geometry.parts) > 1 and not context.anchors):
        return places
    centre = places[0 if context.anchors else geometry.parts[0][0]]
    return torch.cat([centre + WIDTHS * (places - centre), centre - WIDTHS * (places - centre)])


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


def names_of(context: Context, parts: Parts) -> list[str]:
    """What people read beside each vertex; empty for those that would only be in the way."""
    chain = isinstance(context.geometry, Chain)
    return vertex_names(Family.MEMBERS if chain else context.family, len(context.vertices), parts)


def vertex_names(family: Family, count: int, parts: Parts = ()) -> list[str]:
    """By the family; all corners of a chain are networks, as members are."""
    if family is Family.CURVE:
        between = [f"control point {i + 1}" for i in range(count - 2)]
        return ["network 1", *(["control point"] if count == 3 else between), "network 2"]
    if family is Family.GAUSSIAN:
        return _cloud_names(count, parts)
    if family is Family.COMPLEX and len(parts) > 1:
        return _complex_names(count, parts)
    word = "vertex" if family in (Family.SIMPLEX, Family.COMPLEX) else "network"
    return [f"{word} {i + 1}" for i in range(count)]


def _complex_names(count: int, parts: Parts) -> list[str]:
    """Shared vertices connect."""
    holders = [[n for n, part in enumerate(parts) if i in part] for i in range(count)]
    shared = [i for i in range(count) if len(holders[i]) > 1]
    names = [""] * count
    for number, part in enumerate(parts, start=1):
        for place, vertex in enumerate(part, start=1):
            if vertex in shared:
                names[vertex] = f"connector {shared.index(vertex) + 1}"
            elif len(part) == 2 and not shared:
                names[vertex] = f"line {number}, end {place}"
            else:
                names[vertex] = f"vertex {number}.{place}" if place > 1 else f"network {number}"
    return names


def _cloud_names(count: int, parts: Parts) -> list[str]:
    """Centres, and the two largest deviations of a single cloud."""
    names = [""] * count
    for number, part in enumerate(parts):
        names[part[0]] = f"centre {number + 1}" if len(parts) > 1 else "centre"
    if len(parts) == 1:
        for number, vertex in enumerate(parts[0][1:3]):
            names[vertex] = f"deviation {number + 1}"
    return names


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
    values = {
        "loss": [point.loss.value for point in means],
        "accuracy": [point.accuracy.value for point in means],
        "ece": scores.calibration_errors(),
        "entropy": scores.entropies(),
    }
    return LandscapeUpdate(
        indices=list(indices[: len(means)]),
        values={metric: [*map(finite, values[metric])] for metric in request.metrics},
    )
