"""Batches of images on a CPU, in one pass over memory.

One thread does it: to wake another takes longer than the whole batch of a small data set.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from worker.datasets.data import Data
from worker.machine.compiled import compiled

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]


def collate(data: Data, chosen: Tensor) -> Tensor:
    """Training images (n, channels, height, width) float32 as `Data.normalize` gives them.

    Args:
        data: On the CPU.
        chosen: Indices (n,) of training images.
    """
    images = data.train.images
    batch = torch.empty(len(chosen), *images.shape[1:])
    scale, shift = (t.flatten().numpy() for t in data.scale_and_shift(images.device))
    _collate(images.flatten(2).numpy(), chosen.numpy(), scale, shift, batch.flatten(2).numpy())
    return batch


@compiled()
def _collate(
    images: Bytes, chosen: NDArray[np.int64], scale: Floats, shift: Floats, batch: Floats
) -> None:
    """Images and batch are (examples, channels, pixels)."""
    for row in range(len(chosen)):
        image = images[chosen[row]]
        for channel in range(len(scale)):
            a, b = scale[channel], shift[channel]
            for i in range(image.shape[1]):
                batch[row, channel, i] = np.float32(image[channel, i]) * a + b
