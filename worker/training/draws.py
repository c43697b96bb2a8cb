"""Everything random in one epoch, drawn at its start from its address."""

from dataclasses import dataclass

import torch
from torch import Tensor

from worker.datasets.augmentation import Augmentation
from worker.training.extent import Extent
from worker.training.plan import Stage
from worker.training.randomness import generator


@dataclass(frozen=True)
class Draws:
    order: Tensor
    """Indices (networks, examples) of the training images, on their device; one network, unless
    several are trained side by side."""
    coefficients: list[list[list[float]]]
    """(steps, draws, n_vertices): the points of each step, or the layers of its one point."""
    shares: Tensor
    """The same shape, on the device that trains: each vertex's part of the point's step."""
    distortions: Tensor | None
    """(networks, examples, 3), in the order of `order`: what befalls each image; null for none."""
    pairs: list[list[int]]
    """(steps, 2): the vertices that are kept apart; empty where there are none."""

    @classmethod
    def of(
        cls,
        seed: int,
        stage: Stage,
        epoch: int,
        extent: Extent,
        device: torch.device,
        augmentation: Augmentation | None = None,
        layers: int = 1,
    ) -> "Draws":
        """What an epoch of a stage draws; the same however often asked.

        Args:
            seed: Of the recipe.
            stage: That draws.
            epoch: From 0.
            extent: Of the stage.
            device: That trains.
            augmentation: Of the training images.
            layers: Of the network, for coefficients of their own.
        """
        steps, streams = extent.steps_per_epoch, stage.streams or (stage.stream,)
        order = torch.stack([_order(seed, stream, epoch, extent) for stream in streams])
        coefficients = _coefficients(seed, stage, epoch, steps, layers)
        distortions = None
        if augmentation is not None:
            chances = [generator(seed, "augmentation", stream, epoch) for stream in streams]
            drawn = [augmentation.draw(order.shape[1], chance) for chance in chances]
            distortions = torch.stack(drawn).to(device)
        return cls(
            order=order.to(device),
            distortions=distortions,
            coefficients=coefficients.tolist(),
            shares=_shares(stage, coefficients).to(device),
            pairs=_pairs(seed, stage, epoch, steps),
        )


def _order(seed: int, stream: int, epoch: int, extent: Extent) -> Tensor:
    return torch.randperm(
        extent.examples_per_epoch, generator=generator(seed, "order", stream, epoch)
    )


def _coefficients(seed: int, stage: Stage, epoch: int, steps: int, layers: int) -> Tensor:
    """(steps, draws, n_vertices); nothing is mixed of networks that are trained side by side."""
    if stage.streams:
        return torch.ones(steps, 1, 1)
    draws = layers if stage.layerwise else stage.samples
    chance = generator(seed, "coefficients", stage.stream, epoch)
    return stage.geometry.sample(steps * draws, chance).view(steps, draws, -1)


def _shares(stage: Stage, coefficients: Tensor) -> Tensor:
    """The coefficients, which are the gradient's, or those scaled to E[sum a_i^2] / sum a_i^2."""
    if not stage.equal_steps:
        return coefficients
    squares = coefficients.square().sum(dim=-1, keepdim=True)
    return coefficients * stage.geometry.mean_square() / squares


def _pairs(seed: int, stage: Stage, epoch: int, steps: int) -> list[list[int]]:
    """Two different vertices for each step, every pair equally likely."""
    if stage.beta == 0 or stage.geometry.n_vertices < 2:
        return []
    pair_generator = generator(seed, "pairs", stage.stream, epoch)
    keys = torch.rand(steps, stage.geometry.n_vertices, generator=pair_generator)
    pairs: list[list[int]] = keys.argsort(dim=1)[:, :2].tolist()
    return pairs
