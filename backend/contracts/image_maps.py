"""Which image is right where in weight space: what a landscape keeps of every image."""

from typing import Annotated

from pydantic import Field, field_validator, model_validator

from backend.contracts.base import Contract, Identifier
from backend.contracts.landscapes import LandscapeRequest, Split
from backend.contracts.reading import Kept

MOST_POINTS = 33 * 33
"""Of a landscape that keeps its answers to all its images, up to `MOST_IMAGES`."""
MOST_IMAGES = 10_000
FEW_IMAGES = 1_000
"""That a finer landscape keeps its answers to; they are the same at every point."""
MOST_SUBSET = 1_000
"""Indices of one subset."""

Index = Annotated[int, Field(ge=0, lt=2**31)]


def kept_images(request: LandscapeRequest, scored: int) -> int:
    """How many of the scored images a landscape keeps its answers to."""
    nx, ny = request.sides
    return min(scored, MOST_IMAGES if nx * ny <= MOST_POINTS else FEW_IMAGES)


class ImageQuery(Contract):
    """One image, one class, or a few images: exactly one of the three."""

    index: Index | None = None
    """Of one image in its split."""
    of_class: Annotated[int | None, Field(ge=0, lt=2**16, alias="class")] = None
    """All kept images with this label."""
    subset: Annotated[str, Field(min_length=1, max_length=11 * MOST_SUBSET)] | None = None
    """Indices with commas between them, at most 1,000."""

    @field_validator("subset")
    @classmethod
    def _plain(cls, subset: str | None) -> str | None:
        if subset is None:
            return None
        parts = subset.split(",")
        if len(parts) > MOST_SUBSET:
            raise ValueError(f"at most {MOST_SUBSET:,} indices, got {len(parts):,}")
        for part in parts:
            if not (part.isascii() and part.isdigit() and int(part) < 2**31):
                raise ValueError(f"expected indices with commas between them, got {part[:40]!r}")
        return subset

    @model_validator(mode="after")
    def _one(self) -> "ImageQuery":
        given = [self.index, self.of_class, self.subset]
        if sum(value is not None for value in given) != 1:
            raise ValueError("give exactly one of index, class and subset")
        return self

    @property
    def indices(self) -> list[int]:
        """Of the subset, each once, in the order given; or the one index."""
        if self.index is not None:
            return [self.index]
        return list(dict.fromkeys(int(part) for part in (self.subset or "").split(",") if part))


class ImageMap(Contract):
    """Labels, correctness and loss of some images over a landscape's grid.

    Every grid has rows of y and values along x; null where no tile is finished, and where the
    network's numbers overflow.
    """

    landscape: Identifier
    split: Kept[Split]
    examples: int
    """Images that the maps are about."""
    kept: int
    """Images that the landscape keeps its answers to."""
    index: int | None
    """Of the one image."""
    target: int | None
    """True class of the one image, or the class asked for."""
    label: list[list[int | None]] | None
    """Class given to the one image; null for several."""
    correct: list[list[bool | None]] | None
    """Whether that is its true class; null for several."""
    accuracy: list[list[float | None]]
    """Part of the images that are given their true class."""
    loss: list[list[float | None]]
    """Mean negative log-probability of the true class, nats; within 1e-3 of its value."""
    completed_points: int
    total_points: int
