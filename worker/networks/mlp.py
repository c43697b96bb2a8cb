"""Fully connected layers with ReLU."""

from collections.abc import Mapping
from itertools import pairwise
from math import prod
from typing import Any

from torch import nn

from backend.contracts.catalog import DatasetEntry
from worker.networks.norms import norm_layers

GROUP = 32
"""Neurons that share their mean and variance under group normalisation."""


def mlp(dataset: DatasetEntry, options: Mapping[str, Any]) -> nn.Module:
    """`depth` hidden layers of `width` neurons, then one linear layer onto the classes."""
    widths = [prod(dataset.shape), *[options["width"]] * options["depth"]]
    layers: list[nn.Module] = [nn.Flatten()]
    for inputs, outputs in pairwise(widths):
        norms = norm_layers(options["norm"], outputs, GROUP, nn.BatchNorm1d)
        layers += [nn.Linear(inputs, outputs), *norms, nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(widths[-1], len(dataset.classes)))
