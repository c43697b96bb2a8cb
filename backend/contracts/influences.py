"""What can be done to an image, little by little: kinds, ranges and units."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from backend.contracts.base import Contract, Seed
from backend.contracts.entries import Described, by_name

MAX_VALUES = 41


class InfluenceKind(StrEnum):
    ROTATION = "rotation"
    SHIFT = "shift"
    NOISE = "noise"
    BLUR = "blur"
    CONTRAST = "contrast"
    OCCLUSION = "occlusion"


class InfluenceEntry(Described):
    """A quantity that is 0 where the image is left as it is, bit for bit."""

    low: float
    high: float
    """The values that are taken."""
    shown: tuple[float, float]
    """Those that a page starts with."""
    unit: str


class Influence(Contract):
    """One quantity, at several values, on one image."""

    kind: InfluenceKind
    values: Annotated[
        list[Annotated[float, Field(ge=-180, le=180)]],
        Field(min_length=1, max_length=MAX_VALUES),
    ]
    seed: Seed = 0
    """Of the noise, which is one pattern at all values."""


INFLUENCES: dict[str, InfluenceEntry] = by_name(
    [
        InfluenceEntry(
            name=InfluenceKind.ROTATION,
            title="Rotation",
            sentence="Turned about the middle, counter-clockwise; what comes into sight is black.",
            low=-180,
            high=180,
            shown=(-60, 60),
            unit="°",
        ),
        InfluenceEntry(
            name=InfluenceKind.SHIFT,
            title="Shift",
            sentence="Moved to the right; negative values move to the left.",
            low=-32,
            high=32,
            shown=(-10, 10),
            unit="pixels",
        ),
        InfluenceEntry(
            name=InfluenceKind.NOISE,
            title="Noise",
            sentence="Normal noise, independent for every pixel; its deviation, white being 1.",
            low=0,
            high=1,
            shown=(0, 0.8),
            unit="of white",
        ),
        InfluenceEntry(
            name=InfluenceKind.BLUR,
            title="Blur",
            sentence="A Gaussian blur, by its standard deviation.",
            low=0,
            high=4,
            shown=(0, 4),
            unit="pixels",
        ),
        InfluenceEntry(
            name=InfluenceKind.CONTRAST,
            title="Contrast",
            sentence="The part of the contrast that is taken away; negative values add some.",
            low=-1,
            high=1,
            shown=(0, 1),
            unit="taken away",
        ),
        InfluenceEntry(
            name=InfluenceKind.OCCLUSION,
            title="Occlusion",
            sentence="A black square in the middle, by its part of the width.",
            low=0,
            high=1,
            shown=(0, 1),
            unit="of the width",
        ),
    ]
)
