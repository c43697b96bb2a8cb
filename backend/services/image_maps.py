"""Maps of single images, classes and subsets, sliced out of what a landscape keeps."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.contracts.image_maps import ImageMap, ImageQuery
from backend.contracts.landscapes import Landscape
from backend.services.errors import Invalid, NotFound, translated
from backend.services.landscapes import found
from backend.store.database import Database
from backend.store.image_results import (
    FinishedTile,
    ImageResults,
    StoredImages,
    finished_tiles,
    positions,
)

DIGITS = 6
"""Of a loss as it is sent: more than 16 bits hold."""


class PointGrids:
    """Grids that fill up piece by piece; what no piece wrote stays null."""

    def __init__(self, sides: tuple[int, int]) -> None:
        columns, rows = sides
        self.filled = np.zeros((rows, columns), bool)
        self.label = np.zeros((rows, columns), np.int64)
        self.accuracy = np.zeros((rows, columns))
        self.loss = np.zeros((rows, columns))

    def add(self, piece: FinishedTile, table: NDArray[Any], targets: NDArray[np.uint16]) -> None:
        """Means over the images of (images, points); points that overflowed stay out."""
        losses = table["loss"].astype(np.float64)
        at = tuple(np.asarray(piece.indices).T)
        self.filled[at] = np.isfinite(losses[0])  # NaN runs through a whole point
        self.label[at] = table["label"][0]
        self.accuracy[at] = (table["label"] == targets[:, None]).mean(axis=0)
        self.loss[at] = losses.mean(axis=0)

    def rows(self, grid: NDArray[Any], shown: Callable[[Any], Any]) -> list[list[Any]]:
        """With null for every point that is not filled."""
        return [
            [shown(value) if filled else None for value, filled in zip(*both, strict=True)]
            for both in zip(grid.tolist(), self.filled.tolist(), strict=True)
        ]


@dataclass(frozen=True)
class Request:
    """A valid question about a landscape as it stood at one moment."""

    landscape: Landscape
    query: ImageQuery
    images: StoredImages
    rows: NDArray[np.intp]
    """Places of the images asked about."""
    pieces: list[FinishedTile]

    @property
    def tag(self) -> str:
        """Of the answer: a finished piece never changes, so their numbers say which it is."""
        numbers = [(piece.number, piece.attempt) for piece in self.pieces]
        content = f"{self.landscape.id} {self.query.model_dump_json()} {numbers}"
        return hashlib.sha256(content.encode()).hexdigest()[:32]


class ImageMaps:
    def __init__(self, database: Database, image_results: ImageResults) -> None:
        self._database = database
        self._image_results = image_results

    def request(self, landscape_id: str, query: ImageQuery) -> Request:
        """What is asked, checked; nothing is sliced yet."""
        with self._database.read() as session:
            landscape = found(session, landscape_id)
            pieces = finished_tiles(session, landscape_id)
        images = self._image_results.images(landscape_id)
        if images is None:
            raise NotFound(f"landscape {landscape_id} {_why_none(landscape)}")
        rows = np.fromiter(_rows(query, images, landscape), np.intp)
        return Request(landscape, query, images, rows, pieces)

    def with_answers(self, landscape_id: str) -> Landscape:
        """The landscape, if it keeps what its points say about images.

        Raises:
            NotFound: There is no such landscape, or it keeps nothing (yet).
        """
        with self._database.read() as session:
            landscape = found(session, landscape_id)
        if self._image_results.images(landscape_id) is None:
            raise NotFound(f"landscape {landscape_id} {_why_none(landscape)}")
        return landscape

    def of(self, request: Request) -> ImageMap:
        """Slice; nothing is computed anew."""
        targets = request.images.targets[request.rows]
        points = PointGrids(request.landscape.request.sides)
        with translated():
            for piece in request.pieces:
                table = self._image_results.tile(
                    request.landscape.id, piece, request.images, request.rows
                )
                if table is not None:
                    points.add(piece, table, targets)
        return _shown(request, points)


def _why_none(landscape: Landscape) -> str:
    if landscape.completed_points == 0:
        return "has no finished point yet; ask again when its first tile is there"
    return "is older than the maps of single images; compute the landscape again"


def _rows(query: ImageQuery, images: StoredImages, landscape: Landscape) -> Iterator[int]:
    if query.of_class is not None:
        yield from _rows_of_class(query.of_class, images)
        return
    indices = query.indices
    for index, place in zip(indices, positions(images, indices), strict=True):
        if place is None:
            pointer = "/index" if query.index is not None else "/subset"
            raise Invalid.field(pointer, _not_kept(index, images, landscape))
        yield place


def _rows_of_class(wanted: int, images: StoredImages) -> list[int]:
    if wanted >= images.classes:
        raise Invalid.field(
            "/class", f"expected a class from 0 to {images.classes - 1}, got {wanted}"
        )
    rows: list[int] = np.flatnonzero(images.targets == wanted).tolist()
    if not rows:
        raise Invalid.field("/class", f"no kept image has the label {wanted}; choose another class")
    return rows


def _not_kept(index: int, images: StoredImages, landscape: Landscape) -> str:
    count, last = len(images.indices), int(images.indices[-1])
    if last == count - 1:
        return f"expected {landscape.request.split} images from 0 to {last}, got {index}"
    return (
        f"image {index} is none of the {count:,} that this landscape keeps its answers to "
        f"(chosen at random); a landscape of at most 33 x 33 points over all images keeps more"
    )


def _shown(request: Request, points: PointGrids) -> ImageMap:
    query, landscape = request.query, request.landscape
    single = query.index is not None
    target = int(request.images.targets[request.rows[0]]) if single else query.of_class
    return ImageMap(
        landscape=landscape.id,
        split=landscape.request.split,
        examples=len(request.rows),
        kept=len(request.images.indices),
        index=query.index,
        target=target,
        label=points.rows(points.label, int) if single else None,
        correct=points.rows(points.accuracy, bool) if single else None,
        accuracy=points.rows(points.accuracy, float),
        loss=points.rows(points.loss, lambda value: float(f"{value:.{DIGITS}g}")),
        completed_points=landscape.completed_points,
        total_points=landscape.total_points,
    )
