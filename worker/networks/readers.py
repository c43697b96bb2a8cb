"""Layers of a network that read features of its images, found by a pass."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.func import functional_call

IMAGES = 3
"""That are passed through: a number by which the axis of images is told from others."""
CONVOLUTIONS = (nn.Conv1d, nn.Conv2d, nn.Conv3d)


@dataclass(frozen=True)
class Reader:
    """A linear layer or convolution, called with one input for each image."""

    name: str
    inputs: int
    """Features that it reads: neurons, or channels."""
    groups: int
    """Of inputs, each read by outputs of its own."""
    axis: int
    """Of the features in its input, the first being that of the images."""


def readers(module: nn.Module, shape: Sequence[int]) -> list[Reader]:
    """The layers in the order of a pass, without the first, which reads the image itself.

    A layer counts when its weights are a parameter of its own and its input has the axis of the
    images in front: attention inside of windows, and layers that share weights, do not.

    Args:
        module: Keeps its mode, parameters and buffers.
        shape: Of an image (channels, height, width).
    """
    called = _called(module, shape)
    names = dict(module.named_parameters(remove_duplicate=False))
    uses = Counter(id(weight) for weight in names.values())
    return [
        _reader(name, module.get_submodule(name))
        for name, by_image in list(called.items())[1:]
        if by_image and uses[id(names.get(f"{name}.weight"))] == 1
    ]


def _called(module: nn.Module, shape: Sequence[int]) -> dict[str, bool]:
    """Name of each layer called -> whether all its inputs have the axis of images in front."""
    called: dict[str, bool] = {}

    def note(name: str, inputs: tuple[Tensor, ...]) -> None:
        by_image = bool(inputs) and len(inputs[0]) == IMAGES
        called[name] = by_image and called.get(name, True)

    hooks = [
        part.register_forward_pre_hook(lambda _, inputs, name=name: note(name, inputs))
        for name, part in module.named_modules()
        if isinstance(part, (nn.Linear, *CONVOLUTIONS))
    ]
    images = torch.zeros(IMAGES, *shape, device=next(module.parameters()).device)
    buffers = {name: buffer.clone() for name, buffer in module.named_buffers()}
    training = module.training
    try:
        with torch.no_grad():
            functional_call(module.train(), buffers, (images,))
    finally:
        module.train(training)
        for hook in hooks:
            hook.remove()
    return called


def _reader(name: str, layer: nn.Module) -> Reader:
    if isinstance(layer, nn.Linear):
        return Reader(name, layer.in_features, groups=1, axis=-1)
    if not isinstance(layer, CONVOLUTIONS):
        raise TypeError(f"expected a linear layer or convolution, got {type(layer).__name__}")
    return Reader(name, layer.in_channels, layer.groups, axis=1)
