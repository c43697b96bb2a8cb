"""Convolutions and pooling, then two linear layers: one network for digits, one for photographs."""

from collections.abc import Mapping
from typing import Any

from torch import nn

from backend.contracts.catalog import DatasetEntry
from worker.networks.norms import norm_layers
from worker.networks.pooling import MaxPool2

HIDDEN = 128
GROUP = 4
"""Channels that share their mean and variance under group normalisation."""
PHOTOGRAPH = 32
"""Pixels a side from which on an image is taken for a photograph."""
LENET_KERNEL = 5
VGG_STAGES = (1, 2, 4)
"""Channels of each pair of convolutions, as multiples of the width."""


def cnn(dataset: DatasetEntry, options: Mapping[str, Any]) -> nn.Module:
    """The network that suits the images' size."""
    build = vgg_like if min(dataset.shape[1:]) >= PHOTOGRAPH else lenet_like
    return build(dataset, options["width"], options["norm"])


def lenet_like(dataset: DatasetEntry, width: int, norm: str) -> nn.Module:
    """LeNet-5 (LeCun 1998) with ReLU; the first convolution keeps the image's size."""
    channels, *sides = dataset.shape
    rows, columns = ((side // 2 - LENET_KERNEL + 1) // 2 for side in sides)
    first = nn.Conv2d(channels, width, LENET_KERNEL, padding=LENET_KERNEL // 2)
    second = nn.Conv2d(width, 2 * width, LENET_KERNEL)
    # Pooling before ReLU gives the same values for a quarter of the work.
    layers = [
        *_normalized(first, norm),
        MaxPool2(),
        nn.ReLU(),
        *_normalized(second, norm),
        MaxPool2(),
        nn.ReLU(),
    ]
    return nn.Sequential(*layers, *_head(2 * width * rows * columns, len(dataset.classes)))


def vgg_like(dataset: DatasetEntry, width: int, norm: str) -> nn.Module:
    """Three pairs of 3 x 3 convolutions, each pair pooled (after VGG, Simonyan 2015)."""
    channels, *sides = dataset.shape
    layers: list[nn.Module] = []
    for factor in VGG_STAGES:
        outputs = factor * width
        for inputs in (channels, outputs):
            layers += [*_normalized(nn.Conv2d(inputs, outputs, 3, padding=1), norm), nn.ReLU()]
        layers[-1:] = [MaxPool2(), nn.ReLU()]
        channels, sides = outputs, [side // 2 for side in sides]
    return nn.Sequential(*layers, *_head(channels * sides[0] * sides[1], len(dataset.classes)))


def _normalized(convolution: nn.Conv2d, norm: str) -> list[nn.Module]:
    return [convolution, *norm_layers(norm, convolution.out_channels, GROUP)]


def _head(features: int, classes: int) -> list[nn.Module]:
    return [nn.Flatten(), nn.Linear(features, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, classes)]
