"""The networks of the catalog: a dictionary from name to factory."""

from collections.abc import Callable, Mapping
from typing import Any

from torch import nn

from backend.contracts.catalog import DatasetEntry
from worker.networks.cnn import cnn
from worker.networks.mlp import mlp

NETWORKS: dict[str, Callable[[DatasetEntry, Mapping[str, Any]], nn.Module]] = {
    "mlp": mlp,
    "cnn": cnn,
}


def network(dataset: DatasetEntry, name: str, options: Mapping[str, Any]) -> nn.Module:
    """A skeleton for images of this data set; its weights mean nothing until some are bound.

    Args:
        dataset: Gives the shape of the images and the number of classes.
        name: Of the catalog's network.
        options: Complete options of that network, as a validated recipe holds them.
    """
    if name not in NETWORKS:
        raise ValueError(f"unknown network {name!r}; known are {', '.join(NETWORKS)}")
    return NETWORKS[name](dataset, options)
