"""One image under an influence that grows: shift and occlusion beside the corruptions."""

import torch
import torch.nn.functional as F
from torch import Tensor

from worker.datasets.corruptions import Corruption, blur, contrast, noise, rotation


def influenced(image: Tensor, kind: str, values: list[float], seed: int) -> Tensor:
    """The image at every value (values, channels, height, width) uint8; 0 is the image itself.

    Args:
        image: (channels, height, width) uint8.
        kind: Of the catalog's influences.
        values: In the catalog's unit.
        seed: Of the noise: the same pattern at every value, so that only its size changes.
    """
    pixels = image[None].float() / 255
    return torch.cat([_at(value, image, pixels, kind, seed) for value in values])


def _at(value: float, image: Tensor, pixels: Tensor, kind: str, seed: int) -> Tensor:
    if value == 0:
        return image[None]
    generator = torch.Generator().manual_seed(seed)
    changed = INFLUENCES[kind](pixels, value, generator)
    return changed.clamp(0, 1).mul(255).round().to(torch.uint8)


def shift(pixels: Tensor, distance: float, _: torch.Generator) -> Tensor:
    """To the right, bilinear; what comes into sight is black."""
    # affine_grid asks where each pixel comes from, in halves of the width
    move = -2 * distance / pixels.shape[-1]
    moved = torch.tensor([[1.0, 0.0, move], [0.0, 1.0, 0.0]], device=pixels.device)
    grid = F.affine_grid(moved.expand(len(pixels), 2, 3), list(pixels.shape), align_corners=False)
    return F.grid_sample(pixels, grid, align_corners=False)


def occlusion(pixels: Tensor, part: float, _: torch.Generator) -> Tensor:
    """A black square in the middle; pixels at its rim are covered in part."""
    height, width = pixels.shape[-2:]
    rows, columns = (_covered(size, part * width, pixels.device) for size in (height, width))
    return pixels * (1 - rows[:, None] * columns)


def _covered(size: int, side: float, device: torch.device) -> Tensor:
    """How much of each of so many pixels in a row lies in the middle part of that length."""
    left = torch.arange(size, device=device)
    low, high = (size - side) / 2, (size + side) / 2
    return (torch.clamp(left + 1, max=high) - torch.clamp(left, min=low)).clamp(0, 1)


def less_contrast(pixels: Tensor, taken: float, generator: torch.Generator) -> Tensor:
    return contrast(pixels, 1 - taken, generator)


def wide_blur(pixels: Tensor, deviation: float, generator: torch.Generator) -> Tensor:
    """No wider than reflection at the edges allows: three deviations in the image."""
    return blur(pixels, min(deviation, (min(pixels.shape[-2:]) - 1) / 3), generator)


INFLUENCES: dict[str, Corruption] = {
    "rotation": rotation,
    "shift": shift,
    "noise": noise,
    "blur": wide_blur,
    "contrast": less_contrast,
    "occlusion": occlusion,
}
