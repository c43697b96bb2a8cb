"""Normalisation layers by the names the catalog gives them."""

from collections.abc import Callable

from torch import nn


def norm_layers(
    name: str,
    channels: int,
    group: int,
    batch_norm: Callable[[int], nn.Module] = nn.BatchNorm2d,
) -> list[nn.Module]:
    """What follows a layer of so many channels: no module or one.

    Args:
        name: batch, group or none.
        channels: Of the layer; neurons, where it is a linear one.
        group: Channels that share their mean and variance under group normalisation (Wu 2018).
        batch_norm: Gives the batch normalisation that suits the layer's outputs.
    """
    if name == "group":
        return [group_norm(channels, group)]
    return [batch_norm(channels)] if name == "batch" else []


def group_norm(channels: int, group: int) -> nn.GroupNorm:
    """Groups of this size, or of the next larger one that divides the channels."""
    size = next(size for size in range(min(group, channels), channels + 1) if channels % size == 0)
    return nn.GroupNorm(channels // size, channels)
