"""Random crops and mirror images of whole batches, on the device the images are on."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor


@dataclass(frozen=True)
class Augmentation:
    padding: int
    """Pixels by which an image is shifted at most, in both directions; black comes into sight."""
    mirrored: bool
    """Whether every other image is shown mirrored, left for right."""

    def draw(self, count: int, generator: torch.Generator) -> Tensor:
        """What befalls each of `count` images: (count, 3) int64, a row's first pixel row and column
        in the padded image, and 1 where it is mirrored.

        Drawn on the generator's device for a whole epoch at once, so that a training that goes on
        from a checkpoint sees the same images without counting draws.
        """
        highs = (2 * self.padding + 1, 2 * self.padding + 1, 2 if self.mirrored else 1)
        columns = [
            torch.randint(high, (count,), generator=generator, device=generator.device)
            for high in highs
        ]
        return torch.stack(columns, dim=1)

    def apply(self, images: Tensor, draws: Tensor) -> Tensor:
        """Images (batch, channels, height, width) uint8 as `draws` (batch, 3) say; a copy."""
        batch, channels, height, width = images.shape
        top, left, mirrored = draws.to(images.device).unbind(dim=1)
        rows = top[:, None] + torch.arange(height, device=images.device)
        along = torch.arange(width, device=images.device)
        columns = left[:, None] + torch.where(mirrored[:, None] == 1, width - 1 - along, along)
        padded = F.pad(images, [self.padding] * 4)
        # One gather of flat places: far faster than indexing by rows and columns, or slice by slice
        places = rows[:, :, None] * padded.shape[-1] + columns[:, None, :]
        places = places.view(batch, 1, -1).expand(-1, channels, -1)
        return padded.flatten(2).gather(2, places).view(images.shape)

    def __call__(self, images: Tensor, generator: torch.Generator) -> Tensor:
        """The same with draws of its own."""
        return self.apply(images, self.draw(len(images), generator))
