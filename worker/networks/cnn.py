"""Two convolutions with pooling, then two linear layers (after LeNet-5, LeCun 1998)."""

from collections.abc import Mapping
from typing import Any

from torch import nn

from backend.contracts.catalog import DatasetEntry
from worker.networks.pooling import MaxPool2

KERNEL = 5
HIDDEN = 128
GROUP = 4
"""Channels that share their mean and variance under group normalisation."""


def cnn(dataset: DatasetEntry, options: Mapping[str, Any]) -> nn.Module:
    """LeNet-5 with ReLU; the first convolution is padded so that it keeps the image's size."""
    channels, height, width = dataset.shape
    first, second = options["width"], 2 * options["width"]
    pixels = _after(height) * _after(width)
    return nn.Sequential(
        *_block(nn.Conv2d(channels, first, KERNEL, padding=KERNEL // 2), options["norm"]),
        *_block(nn.Conv2d(first, second, KERNEL), options["norm"]),
        nn.Flatten(),
        nn.Linear(second * pixels, HIDDEN),
        nn.ReLU(),
        nn.Linear(HIDDEN, len(dataset.classes)),
    )


def _block(convolution: nn.Conv2d, norm: str) -> list[nn.Module]:
    """Pooling before ReLU gives the same values for a quarter of the work."""
    channels = convolution.out_channels
    norms = [nn.GroupNorm(max(1, channels // GROUP), channels)] if norm == "group" else []
    return [convolution, *norms, MaxPool2(), nn.ReLU()]


def _after(side: int) -> int:
    """Pixels a side after both blocks."""
    return (side // 2 - KERNEL + 1) // 2
