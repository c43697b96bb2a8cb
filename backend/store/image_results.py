"""What every point of a landscape says about every image: one file per finished tile.

A tile's file is durable before its row says that it is finished, and its name holds the number of
the attempt: whoever lost the tile meanwhile has written a file that no row names. Files are `.npy`
(images, points) of pairs (label, loss), so the answers to one image lie together and the files are
mapped, not read. Header and length are verified; a hash would have to read every byte.
"""

import mmap
import shutil
from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.store.database import is_id
from backend.store.durable import replace_durably, sync_folder
from backend.store.errors import ImageResultsDamaged
from backend.store.tables import TileRow

IMAGES = "images.npy"
KEPT = np.dtype([("index", "<u4"), ("target", "<u2")])
"""Of an image: its index in the split, and its true class."""
LABELS_OF_BYTE = 256
LARGEST_LOSS = float(np.finfo(np.float16).max)

Table = NDArray[Any]


class StoredImages(NamedTuple):
    """The images that a landscape keeps its answers to, in the order of the files' rows."""

    indices: NDArray[np.uint32]
    """Ascending."""
    targets: NDArray[np.uint16]
    classes: int


class FinishedTile(NamedTuple):
    """A finished tile."""

    number: int
    attempt: int
    indices: list[tuple[int, int]]
    """(row, column) of every point."""


def finished_tiles(session: Session, landscape_id: str) -> list[FinishedTile]:
    """In the order of work; the profile is none of them."""
    rows = session.execute(
        select(TileRow.number, TileRow.attempt, TileRow.indices)
        .where(
            TileRow.landscape_id == landscape_id,
            TileRow.finished_at.is_not(None),
            TileRow.level > 0,
        )
        .order_by(TileRow.number)
    )
    return [FinishedTile(number, attempt, indices) for number, attempt, indices in rows]


class ImageResults:
    """The folder that holds one folder per landscape."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write_images(self, landscape_id: str, images: StoredImages) -> None:
        """Say once which images the tiles are about; every worker would write the same."""
        folder = self._folder(landscape_id)
        if (folder / IMAGES).is_file():
            return
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(self.root)
        table = np.empty(len(images.indices) + 1, KEPT)
        # The last row is no image: it carries the number of classes.
        table["index"] = [*images.indices, 0]
        table["target"] = [*images.targets, images.classes]
        replace_durably(folder / IMAGES, _header(table.shape, KEPT) + table.tobytes())

    def images(self, landscape_id: str) -> StoredImages | None:
        """Null where nothing was kept, as of landscapes that are older than this."""
        try:
            content = (self._folder(landscape_id) / IMAGES).read_bytes()
        except FileNotFoundError:
            return None
        table = np.load(BytesIO(content))
        return StoredImages(table["index"][:-1], table["target"][:-1], int(table["target"][-1]))

    def write_tile(
        self,
        landscape_id: str,
        number: int,
        attempt: int,
        answers: tuple[NDArray[Any], NDArray[Any]],
        classes: int,
    ) -> None:
        """Make a tile's answers durable under this attempt's name.

        Args:
            landscape_id: Whose tile it is; its images are written before.
            number: Of the tile.
            attempt: Of its claim, whose end the caller commits afterwards.
            answers: Labels and losses, each (images, points); a loss that is NaN marks a point
                whose numbers overflow.
            classes: That there are.
        """
        labels, losses = answers
        table = np.empty(labels.shape, _answer(classes))
        table["label"] = labels
        table["loss"] = np.minimum(losses, LARGEST_LOSS)  # NaN stays NaN
        content = _header(table.shape, table.dtype) + table.tobytes()
        replace_durably(self._tile(landscape_id, number, attempt), content)

    def tile(
        self, landscape_id: str, piece: FinishedTile, images: StoredImages, rows: NDArray[np.intp]
    ) -> Table | None:
        """Pairs (label, loss) of some images (rows, points); null where none were kept.

        Raises:
            AnswersDamaged: the file is not what was written.
        """
        path = self._tile(landscape_id, piece.number, piece.attempt)
        shape, kind = (len(images.indices), len(piece.indices)), _answer(images.classes)
        header = _header(shape, kind)
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return None
        with file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            expected = len(header) + shape[0] * shape[1] * kind.itemsize
            if len(content) != expected or content[: len(header)] != header:
                raise ImageResultsDamaged(path.name, landscape_id)
            # As bytes: rows of pairs would be copied pair by pair.
            wide = (shape[0], shape[1] * kind.itemsize)
            table = np.ndarray(wide, np.uint8, content, len(header))
            chosen = table[rows]
            del table  # a map that is still looked through cannot be closed
        return chosen.view(kind)

    def drop_others(self, landscape_id: str, number: int, attempt: int) -> None:
        """Delete what earlier attempts at a finished tile left."""
        own = self._tile(landscape_id, number, attempt)
        for path in own.parent.glob(f"{number:05d}-*"):
            if path.name != own.name:
                path.unlink(missing_ok=True)

    def drop(self, landscape_id: str, number: int, attempt: int) -> None:
        """Delete what an attempt wrote that has lost its tile."""
        self._tile(landscape_id, number, attempt).unlink(missing_ok=True)

    def remove(self, landscape_id: str) -> None:
        """Delete all that is kept of a landscape; none is no error."""
        shutil.rmtree(self._folder(landscape_id), ignore_errors=True)

    def _folder(self, landscape_id: str) -> Path:
        if not is_id(landscape_id):
            raise ValueError(f"expected the id of a landscape, got {landscape_id!r}")
        return self.root / landscape_id

    def _tile(self, landscape_id: str, number: int, attempt: int) -> Path:
        return self._folder(landscape_id) / f"{number:05d}-{attempt:04d}.npy"


def positions(images: StoredImages, indices: Sequence[int]) -> Iterator[int | None]:
    """Row of every image; null for one that is not kept."""
    places = np.searchsorted(images.indices, indices)
    for index, place in zip(indices, places.tolist(), strict=True):
        kept = place < len(images.indices) and int(images.indices[place]) == index
        yield place if kept else None


def _answer(classes: int) -> np.dtype[Any]:
    label = "u1" if classes <= LABELS_OF_BYTE else "<u2"
    return np.dtype([("label", label), ("loss", "<f2")])


@lru_cache(maxsize=64)
def _header(shape: tuple[int, ...], kind: np.dtype[Any]) -> bytes:
    """As numpy writes it, so that comparing bytes verifies it."""
    header = BytesIO()
    description = {
        "descr": np.lib.format.dtype_to_descr(kind),
        "fortran_order": False,
        "shape": shape,
    }
    np.lib.format.write_array_header_1_0(header, description)
    return header.getvalue()
