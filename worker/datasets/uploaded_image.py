"""Images that people bring: read, and fitted to the shape that a data set has."""

import base64
import io
import warnings
from typing import cast

import torch
from PIL import Image, ImageOps, UnidentifiedImageError
from torch import Tensor

from backend.contracts.predictions import PNG_PREFIX, GivenImage

MAX_PIXELS = 2**22
"""Of a PNG, before it is unpacked."""
INK = 26
"""A drawing is where it is brighter than a tenth."""
BOX = 20 / 28
"""Part of the width that a digit fills, as MNIST's were made."""


def uploaded_image(image: GivenImage, shape: tuple[int, int, int], *, centred: bool) -> Tensor:
    """One image (channels, height, width) uint8.

    A PNG of another size, or one that is transparent somewhere, is fitted: to a data set of
    drawings it is cut out, scaled to 20 of 28 parts and centred by its mass, as MNIST's digits were
    (LeCun 1998); to others it is cropped.
    What is transparent is white, or black where nothing would be seen on white.

    Args:
        image: An array of the shape, from 0 to 1; or a PNG as a data URL.
        shape: Of the data set: channels, height, width.
        centred: Whether the data set's images are such drawings.

    Raises:
        ValueError: It cannot be read, has too many pixels or nothing drawn on it; the sentence
            says which.
    """
    if isinstance(image, str):
        return _fitted(_opened(image), shape, centred)
    pixels = torch.tensor(image, dtype=torch.float64)
    if tuple(pixels.shape) != tuple(shape):
        raise ValueError(f"expected the shape {tuple(shape)}; got {tuple(pixels.shape)}")
    return pixels.mul(255).round().to(torch.uint8)


def _opened(url: str) -> Image.Image:
    try:
        content = base64.b64decode(url.removeprefix(PNG_PREFIX), validate=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=["PNG"])
        if picture.width * picture.height > MAX_PIXELS:
            raise ValueError(
                f"expected at most {MAX_PIXELS} pixels; got {picture.width} x {picture.height}"
            )
        picture.load()
    except UnidentifiedImageError as error:
        raise ValueError("expected a PNG; these bytes are none") from error
    except Image.DecompressionBombError as error:
        raise ValueError(f"expected at most {MAX_PIXELS} pixels; got far more") from error
    except (OSError, SyntaxError) as error:
        raise ValueError(f"expected a PNG that can be read to its end; got {error}") from error
    return picture.convert("RGBA")


def _on_paper(picture: Image.Image) -> Image.Image:
    """Without transparency."""
    white, black = (
        Image.alpha_composite(Image.new("RGBA", picture.size, ground), picture)
        for ground in ("white", "black")
    )
    low, high = cast(tuple[int, int], white.convert("L").getextrema())
    return black if low == high else white


def _fitted(picture: Image.Image, shape: tuple[int, int, int], centred: bool) -> Tensor:
    channels, height, width = shape
    as_it_is = picture.size == (width, height) and picture.getchannel("A").getextrema() == (
        255,
        255,
    )
    picture = _on_paper(picture).convert("L" if channels == 1 else "RGB")
    if not as_it_is:
        picture = (
            _drawing(picture, width, height)
            if centred and channels == 1
            else ImageOps.fit(picture, (width, height), Image.Resampling.LANCZOS)
        )
    flat = torch.frombuffer(bytearray(picture.tobytes()), dtype=torch.uint8)
    return flat.reshape(height, width, channels).permute(2, 0, 1).contiguous()


def _drawing(picture: Image.Image, width: int, height: int) -> Image.Image:
    """A drawing on any ground, light on black, in the middle by its mass."""
    right, bottom = picture.width - 1, picture.height - 1
    corners = [(0, 0), (right, 0), (0, bottom), (right, bottom)]
    if sum(1 for at in corners if _brightness(picture, at) > 127) > 2:
        picture = ImageOps.invert(picture)
    box = picture.point(lambda value: 255 if value > INK else 0).getbbox()
    if box is None:
        raise ValueError("expected something drawn on it; all of it is one ground: draw first")
    side = round(BOX * min(width, height))
    cut = ImageOps.contain(picture.crop(box), (side, side), Image.Resampling.LANCZOS)
    x, y = _mass(cut)
    left = min(max(0, round(width / 2 - x)), width - cut.width)
    top = min(max(0, round(height / 2 - y)), height - cut.height)
    paper = Image.new("L", (width, height))
    paper.paste(cut, (left, top))
    return paper


def _brightness(picture: Image.Image, at: tuple[int, int]) -> float:
    value = picture.getpixel(at)
    return float(value) if isinstance(value, int | float) else 0.0


def _mass(picture: Image.Image) -> tuple[float, float]:
    """The centre of the ink, x and y in pixels."""
    flat = torch.frombuffer(bytearray(picture.tobytes()), dtype=torch.uint8)
    ink = flat.reshape(picture.height, picture.width).double()
    total = float(ink.sum()) or 1.0
    columns, rows = (torch.arange(size).double() + 0.5 for size in (picture.width, picture.height))
    return float(ink.sum(dim=0) @ columns) / total, float(ink.sum(dim=1) @ rows) / total
