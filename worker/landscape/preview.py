"""A coarse map of networks in training, over the plane that their final map will have."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import torch
from torch import Tensor, nn

from backend.contracts.landscapes import Geometry, LandscapeRequest
from backend.contracts.previews import VertexScore
from backend.contracts.recipes import Recipe
from worker.datasets.data import Data
from worker.engine.context import Context
from worker.engine.engine import Points
from worker.engine.scores import PointScore
from worker.landscape.grid import survey, tile_scores
from worker.metrics.quality import finite
from worker.subspaces.families import geometry_in_training

REQUEST = LandscapeRequest(resolution=9, max_examples=1000)
STRIDES = (4, 2, 1)
"""Of nested grids, coarse to fine; each next one is drawn where there is time for it."""
COARSEST = 2
"""Stride of the coarsest grid that is worth showing."""
MOST_SCORED = 8
"""Vertices that are scored; of more, those that the plane goes through."""
DIGITS = 4
"""Significant digits that are kept."""
STAYS = 0.7
"""A third vertex stays while it is this far off the line, as a part of the farthest one's way."""
TRAIL = 25
"""Points of a curve, at most."""

Cell = tuple[int, int]
Affordable = Callable[[int, int], bool]
"""Of points done and points that there would be in all: whether to go on."""


class CoarseMap(NamedTuple):
    """See `backend.contracts.previews.Preview`."""

    geometry: Geometry
    trail: list[tuple[float, float]]
    third: int | None
    values: dict[str, list[list[float | None]]]
    vertices: list[VertexScore]
    examples: int


def subject(
    recipe: Recipe, vertices: Tensor, module: nn.Module, data: Data, third: int | None = None
) -> Context:
    """What a preview looks at.

    Args:
        recipe: That is being trained; its seed draws the random axes, as for the final map.
        vertices: (n_vertices, n_parameters) as they are, finished or in training.
        module: Of any weights.
        data: That it is trained on.
        third: The third vertex of the plane before, which stays while it is good enough.
    """
    return Context(
        run="",
        family=recipe.entry.family,
        geometry=geometry_in_training(recipe.entry.geometry, len(vertices)),
        vertices=vertices,
        module=module,
        data=data,
        seed=recipe.seed,
        anchors=_anchors(vertices, third),
    )


def _anchors(vertices: Tensor, third: int | None) -> tuple[int, ...] | None:
    """The first vertex, the farthest from its line to the last, and the last.

    Two vertices that are equally far would take turns, and the map would jump.
    """
    if len(vertices) < 3:
        return None
    along = torch.nn.functional.normalize(vertices[-1] - vertices[0], dim=0)
    away = torch.zeros(len(vertices))
    for i in range(1, len(vertices) - 1):
        displacement = vertices[i] - vertices[0]
        away[i] = (displacement - (displacement @ along) * along).norm()
    farthest = int(away.argmax()) or 1
    if third is not None and third < len(vertices) - 1 and away[third] > STAYS * away[farthest]:
        farthest = third
    return 0, farthest, len(vertices) - 1


def draw(context: Context, affordable: Affordable) -> CoarseMap | None:
    """Loss and accuracy over the plane, as finely as there is time for.

    Args:
        context: Of `subject`.
        affordable: Asked before each finer grid.

    Returns:
        None where there was no time for the coarsest grid that is worth showing.
    """
    geometry = survey(context, REQUEST)
    scores = _vertex_scores(context)
    cells: dict[Cell, PointScore] = {}
    stride = 0
    for finer in STRIDES:
        missing = [cell for cell in _cells(finer) if cell not in cells]
        if not affordable(len(cells), len(cells) + len(missing)):
            break
        found = tile_scores(context, REQUEST, geometry, missing).means()
        cells.update(zip(missing, found, strict=True))
        stride = finer
    if not 0 < stride <= COARSEST:
        return None
    return CoarseMap(
        geometry=_rounded(geometry, stride, context),
        trail=[_place(point) for point in _trail(context)],
        third=context.anchors[1] if context.anchors else None,
        values={
            "loss": _rows(cells, stride, lambda score: score.loss.value),
            "accuracy": _rows(cells, stride, lambda score: score.accuracy.value),
        },
        vertices=scores,
        examples=len(context.examples(REQUEST.split, REQUEST.max_examples)),
    )


def points_of(stride: int) -> int:
    """Of the whole grid of this stride."""
    return sum(1 for _ in _cells(stride))


def _cells(stride: int) -> Iterator[Cell]:
    nx, ny = REQUEST.sides
    return ((row, column) for row in range(0, ny, stride) for column in range(0, nx, stride))


def _vertex_scores(context: Context) -> list[VertexScore]:
    count = len(context.vertices)
    numbers = list(range(count))
    if count > MOST_SCORED:
        numbers = sorted(context.anchors or numbers)
    vectors, rows = _points_of_vertices(context, numbers)
    examples = context.examples(REQUEST.split, REQUEST.max_examples)
    means = context.engine.scores(Points(vectors, rows), examples).means()
    return [
        VertexScore(
            vertex=vertex,
            loss=_kept(score.loss.value),
            accuracy=_kept(score.accuracy.value),
        )
        for vertex, score in zip(numbers, means, strict=True)
    ]


def _points_of_vertices(context: Context, numbers: list[int]) -> tuple[list[Tensor], Tensor]:
    """Vertices of the plane as its points, whose first layers the grid shares; others as such."""
    plane, last = context.plane, len(context.vertices) - 1
    through = set(context.anchors or (0, last))
    others = [vertex for vertex in numbers if vertex not in through]
    rows = torch.zeros(len(numbers), 3 + len(others), dtype=torch.float64)
    for row, vertex in zip(rows, numbers, strict=True):
        if vertex in through:
            row[0], row[1:3] = 1.0, context.vertex_coordinates[vertex]
        else:
            row[3 + others.index(vertex)] = 1.0
    return [plane.origin, plane.u, plane.v, *context.vertices[others]], rows


def _trail(context: Context) -> list[list[float]]:
    """Projected on the plane."""
    places = context.vertex_coordinates
    points: list[list[float]] = (context.geometry.sketch(TRAIL).to(places) @ places).tolist()
    return points


def _rows(
    cells: dict[Cell, PointScore], stride: int, value: Callable[[PointScore], float]
) -> list[list[float | None]]:
    nx, ny = REQUEST.sides
    return [
        [_kept(value(cells[row, column])) for column in range(0, nx, stride)]
        for row in range(0, ny, stride)
    ]


def _rounded(geometry: Geometry, stride: int, context: Context) -> Geometry:
    return geometry.model_copy(
        update={
            "x": [_digits(x) for x in geometry.x[::stride]],
            "y": [_digits(y) for y in geometry.y[::stride]],
            "vertices": [_place(point) for point in geometry.vertices],
            "distances": [_digits(distance) for distance in geometry.distances],
            "parts": [list(part) for part in context.geometry.simplexes],
        }
    )


def _place(point: list[float] | tuple[float, float]) -> tuple[float, float]:
    x, y = point
    return _digits(x), _digits(y)


def _digits(number: float) -> float:
    return float(f"{number:.{DIGITS}g}")


def _kept(number: float) -> float | None:
    value = finite(number)
    return None if value is None else _digits(value)
