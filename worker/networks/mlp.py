"""Fully connected layers with ReLU."""

from collections.abc import Mapping
from itertools import pairwise
from math import prod
from typing import Any

from torch import nn

from backend.contracts.catalog import DatasetEntry


def mlp(dataset: DatasetEntry, options: Mapping[str, Any]) -> nn.Module:
    """`depth` hidden layers of `width` neurons, then one linear layer onto the classes."""
    widths = [prod(dataset.shape), *[options["width"]] * options["depth"]]
    layers: list[nn.Module] = [nn.Flatten()]
    for inputs, outputs in pairwise(widths):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(widths[-1], len(dataset.classes)))
