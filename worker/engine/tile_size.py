"""How many images pass through a network at a time."""

from typing import NamedTuple

import torch
from torch import Tensor, nn


class Room(NamedTuple):
    activations: int
    """Floats of the largest layer that should stay in fast memory."""
    images: int
    """At most; beyond, a batch gains nothing."""


ROOM = {"cpu": Room(2**20, 1_000), "cuda": Room(2**28, 20_000)}
SMALLEST = 32


def tile_size(module: nn.Module, images: Tensor) -> int:
    """Images at a time such that the largest activation stays in cache.

    Args:
        module: With any weights.
        images: A few (n, channels, height, width), on the device that computes.
    """
    room = ROOM[images.device.type]
    fitting = room.activations // _largest_activation(module, images)
    return min(max(fitting, SMALLEST), room.images)


def _largest_activation(module: nn.Module, images: Tensor) -> int:
    """Floats for one image, over the outputs of all submodules."""
    sizes = [1]

    def record(_: nn.Module, __: object, output: object) -> None:
        if isinstance(output, Tensor):
            sizes.append(output.numel() // len(images))

    hooks = [m.register_forward_hook(record) for m in module.modules() if not list(m.children())]
    with torch.no_grad():
        module(images)
    for hook in hooks:
        hook.remove()
    return max(sizes)
