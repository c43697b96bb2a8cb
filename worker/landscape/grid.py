"""Where the plane of a landscape lies, and what its networks score."""

from collections.abc import Sequence

import torch
from torch import Tensor

from backend.contracts.catalog import Family
from backend.contracts.landscapes import Geometry, LandscapeRequest, LandscapeUpdate
from worker.landscape.context import Context
from worker.landscape.engine import Points
from worker.metrics.quality import finite
from worker.subspaces.simplicial import Parts

ASPECT = 1.5
"""Width of a map over its height, both in weight distance."""
ON_PLANE = 1e-5
"""Distance, as a part of the map's size, below which a vertex lies on the plane."""


def survey(context: Context, request: LandscapeRequest) -> Geometry:
    """The frame of the map around all vertices, at equal scale on both axes."""
    coordinates = context.vertex_coordinates
    size = map_size(context)
    (left, right), (bottom, top) = frame(coordinates, size, request.margin)
    nx, ny = request.sides
    distances = context.plane.distances(context.vertices)
    return Geometry(
        x=_steps(left, right, nx),
        y=_steps(bottom, top, ny),
        vertices=[(x, y) for x, y in coordinates.tolist()],
        vertex_names=vertex_names(
            context.family, len(context.vertices), getattr(context.geometry, "parts", ())
        ),
        distances=torch.where(distances > ON_PLANE * size, distances, 0.0).tolist(),
        random_axes=context.plane_and_random_axes[1],
    )


def map_size(context: Context) -> float:
    """Largest extent of the vertices on the plane; the norm of the weights where they have none.

    A random filter-normalised direction is about as long as the weights (Li 2018), so the map of
    a single network reaches from half of that to one side to half of it to the other.
    """
    coordinates = context.vertex_coordinates
    extent = float((coordinates.amax(dim=0) - coordinates.amin(dim=0)).max())
    norm = float(context.vertices[0].norm())
    return extent if extent > ON_PLANE * norm else norm or 1.0


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


def vertex_names(family: Family, count: int, parts: Parts = ()) -> list[str]:
    """What people read beside each vertex; empty for those that would only be in the way."""
    if family is Family.CURVE:
        between = [f"control point {i + 1}" for i in range(count - 2)]
        return ["network 1", *(["control point"] if count == 3 else between), "network 2"]
    if family is Family.GAUSSIAN:
        return _cloud_names(count, parts)
    word = "vertex" if family in (Family.SIMPLEX, Family.COMPLEX) else "network"
    return [f"{word} {i + 1}" for i in range(count)]


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
    plane = context.plane
    places = [[1.0, geometry.x[column], geometry.y[row]] for row, column in indices]
    points = Points([plane.origin, plane.u, plane.v], torch.tensor(places, dtype=torch.float64))
    scores = context.engine.scores(points, context.examples(request.split, request.max_examples))
    means = scores.means()
    values = {
        "loss": [finite(point.loss.value) for point in means],
        "accuracy": [finite(point.accuracy.value) for point in means],
    }
    return LandscapeUpdate(
        indices=list(indices), values={metric: values[metric] for metric in request.metrics}
    )
