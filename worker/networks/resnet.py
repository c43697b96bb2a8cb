"""The residual network of 20 layers for 32 x 32 pixels (He 2016, section 4.2)."""

from collections.abc import Mapping
from math import sqrt
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from backend.contracts.catalog import DatasetEntry
from worker.networks.norms import norm_layers

STAGES = (1, 2, 4)
"""Channels of each stage, as multiples of the width; each but the first halves the image."""
BLOCKS = 3
GROUP = 4
"""Channels that share their mean and variance under group normalisation."""


def resnet20(dataset: DatasetEntry, options: Mapping[str, Any]) -> nn.Module:
    """One convolution, nine blocks of two, the mean over all places, one linear layer."""
    width, norm = options["width"], options["norm"]
    layers = [*_convolution(dataset.shape[0], width, 1, norm), nn.ReLU()]
    inputs = width
    for stage in STAGES:
        for block in range(BLOCKS):
            outputs = stage * width
            layers.append(BasicBlock(inputs, outputs, 2 if block == 0 and stage > 1 else 1, norm))
            inputs = outputs
    head = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, len(dataset.classes))]
    return nn.Sequential(*layers, *head)


class BasicBlock(nn.Module):
    """relu(x + s f(x)), f being two convolutions.

    Where f halves the image and adds channels, x is taken at every other pixel and the new channels
    are zeros (option A of the paper), so that the shortcut has no parameters. s is 1 behind a
    normalisation; without any, 1 / sqrt(number of blocks), or every block doubled the variance
    (De and Smith 2020) and the network would not learn at usual rates.
    """

    def __init__(self, inputs: int, outputs: int, stride: int, norm: str) -> None:
        super().__init__()
        self.residual = nn.Sequential(
            *_convolution(inputs, outputs, stride, norm),
            nn.ReLU(),
            *_convolution(outputs, outputs, 1, norm),
        )
        self._stride, self._new_channels = stride, outputs - inputs
        self._scale = 1.0 if norm != "none" else 1 / sqrt(BLOCKS * len(STAGES))

    def forward(self, images: Tensor) -> Tensor:
        """Images (batch, inputs, height, width) to (batch, outputs, height / stride, ...)."""
        residual: Tensor = self.residual(images)
        return F.relu(torch.add(self._shortcut(images), residual, alpha=self._scale))

    def _shortcut(self, images: Tensor) -> Tensor:
        if self._stride == 1:
            return images
        strided = images[..., :: self._stride, :: self._stride]
        return F.pad(strided, (0, 0, 0, 0, 0, self._new_channels))


def _convolution(inputs: int, outputs: int, stride: int, norm: str) -> list[nn.Module]:
    """Without a bias where a normalisation follows, which has its own shift."""
    bias = norm == "none"
    convolution = nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=bias)
    return [convolution, *norm_layers(norm, outputs, GROUP)]
