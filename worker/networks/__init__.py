"""The networks of the catalog: a dictionary from name to factory."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import torch
from torch import nn

from backend.contracts.catalog import DatasetEntry
from backend.contracts.registered import NETWORKS_GROUP, registered
from worker.networks.cnn import cnn
from worker.networks.errors import NetworkRefused
from worker.networks.mlp import mlp
from worker.networks.resnet import resnet20
from worker.networks.vision import torchvision

Factory = Callable[[DatasetEntry, Mapping[str, Any]], nn.Module]

NETWORKS: dict[str, Factory] = {
    "mlp": mlp,
    "cnn": cnn,
    "resnet20": resnet20,
    "torchvision": torchvision,
}


def network(dataset: DatasetEntry, name: str, options: Mapping[str, Any]) -> nn.Module:
    """A skeleton for images of this data set; its weights mean nothing until some are bound.

    Args:
        dataset: Gives the shape of the images and the number of classes.
        name: Of the catalog's network.
        options: Complete options of that network, as a validated recipe holds them.

    Raises:
        NetworkRefused: The options do not fit together, or not to the data set; or the package
            that registered the network cannot be imported.
    """
    return _factory(name)(dataset, options)


def _factory(name: str) -> Factory:
    if name in NETWORKS:
        return NETWORKS[name]
    point = registered(NETWORKS_GROUP, name)
    if point is None:
        raise ValueError(f"unknown network {name!r}; known are {', '.join(NETWORKS)}")
    try:
        factory: Factory = point.load()
    except Exception as error:
        raise NetworkRefused(
            f"the network {name!r} cannot be imported from {point.value} "
            f"({type(error).__name__}: {error}); mend that package, or remove it"
        ) from error
    return partial(_tried, point.value, factory)


@torch.no_grad()
def _tried(
    title: str, factory: Factory, dataset: DatasetEntry, options: Mapping[str, Any]
) -> nn.Module:
    """A package's network, which two images pass through before anything is trained."""
    try:
        module = factory(dataset, options).eval()
        shape = module(torch.zeros(2, *dataset.shape)).shape
        module.train()
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        raise NetworkRefused(f"{title} on {dataset.title} raised {what}; mend it") from error
    if shape != (2, len(dataset.classes)):
        expected = f"logits (images, {len(dataset.classes)}) of {dataset.title}"
        raise NetworkRefused(f"expected {title} to give {expected}, got {tuple(shape)}")
    return module
