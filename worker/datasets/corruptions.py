"""Spoilt test images, computed: noise, blur, contrast and rotation (after Hendrycks 2019)."""

from collections.abc import Callable
from math import ceil, radians

import torch
import torch.nn.functional as F
from torch import Tensor

from backend.contracts.catalog import CORRUPTIONS as CATALOG

CHUNK = 1000
"""Images that are float32 at a time."""
REACH = 3.0
"""Standard deviations after which a Gaussian is cut off."""

Corruption = Callable[[Tensor, float, torch.Generator], Tensor]
"""Of pixels (batch, channels, height, width) in [0, 1] by a strength in the catalog's unit."""


def corrupted(images: Tensor, name: str, strength: int, generator: torch.Generator) -> Tensor:
    """A spoilt copy of images (n, channels, height, width) uint8, on their device.

    Args:
        images: Of a test split.
        name: Of the catalog's corruption.
        strength: 1, the weakest, to 5.
        generator: On the CPU; noise alone draws from it, the same on every device.
    """
    if name not in CORRUPTIONS:
        raise ValueError(f"unknown corruption {name!r}; known are {', '.join(CORRUPTIONS)}")
    strengths, corrupt = CATALOG[name].strengths, CORRUPTIONS[name]
    if not 1 <= strength <= len(strengths):
        raise ValueError(f"expected a strength from 1 to {len(strengths)}, got {strength}")
    spoilt = torch.empty_like(images)
    for first in range(0, len(images), CHUNK):
        part = slice(first, first + CHUNK)
        pixels = corrupt(images[part].float() / 255, strengths[strength - 1], generator)
        spoilt[part] = pixels.clamp(0, 1).mul(255).round()
    return spoilt


def noise(pixels: Tensor, deviation: float, generator: torch.Generator) -> Tensor:
    drawn = torch.randn(pixels.shape, generator=generator)
    return pixels + deviation * drawn.to(pixels.device)


def blur(pixels: Tensor, deviation: float, _: torch.Generator) -> Tensor:
    """By columns, then by rows: a Gaussian is the product of the two."""
    reach, channels = ceil(REACH * deviation), pixels.shape[1]
    places = torch.arange(-reach, reach + 1, device=pixels.device)
    weights = torch.exp(-places.square() / (2 * deviation**2))
    kernel = (weights / weights.sum()).expand(channels, 1, -1)
    padded = F.pad(pixels, [reach] * 4, mode="reflect")
    rows = F.conv2d(padded, kernel[..., None], groups=channels)
    return F.conv2d(rows, kernel[:, :, None], groups=channels)


def contrast(pixels: Tensor, left: float, _: torch.Generator) -> Tensor:
    mean = pixels.mean(dim=(1, 2, 3), keepdim=True)
    return mean + left * (pixels - mean)


def rotation(pixels: Tensor, degrees: float, _: torch.Generator) -> Tensor:
    """Counter-clockwise about the middle, bilinear."""
    angle = torch.tensor(radians(degrees))
    cosine, sine = angle.cos(), angle.sin()
    # grid_sample asks where each pixel comes from, with y pointing down
    turn = torch.tensor([[cosine, -sine, 0.0], [sine, cosine, 0.0]], device=pixels.device)
    shape = list(pixels.shape)
    grid = F.affine_grid(turn.expand(len(pixels), 2, 3), shape, align_corners=False)
    return F.grid_sample(pixels, grid, align_corners=False)


CORRUPTIONS: dict[str, Corruption] = {
    "noise": noise,
    "blur": blur,
    "contrast": contrast,
    "rotation": rotation,
}
