"""Any of torchvision's classification networks, from first weights."""

from collections.abc import Mapping
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from backend.contracts.catalog import DatasetEntry
from worker.networks.batch_norm import batch_norms
from worker.networks.errors import NetworkRefused
from worker.networks.norms import group_norm

GROUP = 16
"""Channels that share their mean and variance under group normalisation."""
SIDE_ARGUMENTS = {"vit_": "image_size", "maxvit_": "input_size"}
"""Networks that are built for one size of images, and how they are told."""


class Enlarged(nn.Module):
    """A network that sees images of three channels, `side` pixels high and wide."""

    def __init__(self, model: nn.Module, side: int) -> None:
        super().__init__()
        self.model = model
        self._side = side

    def forward(self, images: Tensor) -> Tensor:
        """Logits of images (batch, 1 or 3, height, width)."""
        coloured = images.expand(-1, 3, -1, -1)
        if images.shape[-2:] != (self._side, self._side):
            size = (self._side, self._side)
            coloured = F.interpolate(coloured, size=size, mode="bilinear", align_corners=False)
        logits: Tensor = self.model(coloured)
        return logits


def torchvision(dataset: DatasetEntry, options: Mapping[str, Any]) -> nn.Module:
    """One of torchvision's networks as a deterministic function of its weights.

    Dropout and stochastic depth are off. Unless its batch normalisation is asked for, group
    normalisation takes its place, which needs no statistics of the training images.

    Raises:
        NetworkRefused: The network does not take images of this side.
    """
    name, side = options["model"], options["side"]
    try:
        model = _built(name, side, len(dataset.classes))
        if options["norm"] == "group":
            _without_batch_norm(model)
        _without_chance(model)
        network = Enlarged(model, side)
        _try(network, dataset)
    except (RuntimeError, ValueError, AssertionError) as error:
        reason = str(error).partition("\n")[0]
        raise NetworkRefused(
            f"torchvision's {name} does not take images of {side} x {side} pixels ({reason}); "
            "choose another side: 224 suits all of them"
        ) from error
    return network


def _built(name: str, side: int, classes: int) -> nn.Module:
    from worker.datasets.vision import models

    arguments: dict[str, Any] = {"num_classes": classes}
    family = next((family for family in SIDE_ARGUMENTS if name.startswith(family)), None)
    if family:
        arguments[SIDE_ARGUMENTS[family]] = side if family == "vit_" else (side, side)
    if name in ("googlenet", "inception_v3"):
        arguments |= {"aux_logits": False, "init_weights": False}
    model: nn.Module = models.get_model(name, weights=None, **arguments)
    return model


def _without_batch_norm(model: nn.Module) -> None:
    for name, norm in batch_norms(model).items():
        model.set_submodule(name, group_norm(norm.num_features, GROUP))


def _without_chance(model: nn.Module) -> None:
    from worker.datasets.vision import ops

    for module in model.modules():
        if isinstance(module, (nn.Dropout, ops.StochasticDepth)):
            module.p = 0.0


@torch.no_grad()
def _try(network: nn.Module, dataset: DatasetEntry) -> None:
    """Pass two images through, so that a wrong side is found before anything is trained."""
    network(torch.zeros(2, *dataset.shape))
