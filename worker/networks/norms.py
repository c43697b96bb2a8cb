"""Normalisation layers by the names the catalog gives them."""

from torch import nn


def norm_layers(name: str, channels: int, group: int) -> list[nn.Module]:
    """What follows a layer of so many channels: no module or one.

    Args:
        name: batch, group or none.
        channels: Of the layer; neurons, where it is a linear one.
        group: Channels that share their mean and variance under group normalisation (Wu 2018).
    """
    if name == "group":
        return [group_norm(channels, group)]
    return [nn.BatchNorm2d(channels)] if name == "batch" else []


def group_norm(channels: int, group: int) -> nn.GroupNorm:
    """Groups of this size, or of the next larger one that divides the channels."""
    size = next(size for size in range(min(group, channels), channels + 1) if channels % size == 0)
    return nn.GroupNorm(channels // size, channels)
