"""Batch normalisation at a point of weight space.

Running statistics belong to the weights they were collected with: those of a mixture are wrong for
it (Izmailov 2018, section 3.2), however good those of the vertices are. So they are estimated
afresh, once for every point that is evaluated, on fixed training images without augmentation.
What training itself averages is never used.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import ceil

import torch
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from worker.datasets.data import Data
from worker.networks.batch_statistics import AccurateStatistics

RECALIBRATION_IMAGES = 2048
BATCH = 256
"""Images that are normalised together; about what a training step sees."""
SEED = 0
"""Of the order that the images are the head of: the same ones for every point and every run."""


class LoneImage(ValueError):
    """A training step of one image, which cannot be normalised over its batch."""


def batch_norms(module: nn.Module) -> dict[str, _BatchNorm]:
    """The batch normalisations of a network that keep running statistics, by name."""
    return {
        name: part
        for name, part in module.named_modules()
        if isinstance(part, _BatchNorm) and part.track_running_stats
    }


def running_statistics(module: nn.Module) -> list[Tensor]:
    """Running means and variances, each (channels,), in the module's order."""
    norms = batch_norms(module).values()
    buffers = [buffer for norm in norms for buffer in (norm.running_mean, norm.running_var)]
    return [buffer for buffer in buffers if buffer is not None]


def policy(module: nn.Module, training_examples: int) -> str:
    """What a record says of a network's batch normalisation.

    Args:
        module: The network.
        training_examples: Images that it is trained on.
    """
    if not batch_norms(module):
        return "none"
    count = min(RECALIBRATION_IMAGES, training_examples)
    return f"re-estimated at every point on {count:,} training images"


def check_steps(module: nn.Module, training_examples: int, batch_size: int) -> None:
    """Refuse an epoch that ends in a step of one image.

    Raises:
        LoneImage: The network has batch normalisation, and the last batch one image.
    """
    if batch_norms(module) and training_examples % batch_size == 1:
        raise LoneImage(
            f"{training_examples:,} training images in batches of {batch_size} leave one image "
            "alone, which batch normalisation cannot normalise; take another batch size"
        )


def recalibration_images(data: Data) -> Tensor:
    """The images that statistics are estimated on, normalised (at most 2,048, ...)."""
    order = torch.randperm(len(data.train), generator=torch.Generator().manual_seed(SEED))
    chosen = order[:RECALIBRATION_IMAGES].to(data.train.images.device)
    return data.normalize(data.train.images[chosen])


@torch.no_grad()
def recalibrate_(module: nn.Module, images: Tensor) -> None:
    """Replace a network's running statistics by those of its present weights.

    Args:
        module: Keeps its mode and all else; without batch normalisation nothing happens.
        images: Normalised (n, channels, height, width), on the module's device.
    """
    norms, training = batch_norms(module).values(), module.training
    if not norms:
        return
    module.eval()
    for norm in norms:
        norm.reset_running_stats()
    with collecting(module, images) as batches:
        for batch in batches:
            module(batch)
    module.train(training)


@contextmanager
def collecting(module: nn.Module, images: Tensor) -> Iterator[Iterator[Tensor]]:
    """Gives batches of images; calls of the module with one write it into its running statistics.

    Those end as means over the batches. Every batch counts alike, as they differ by one image at
    most. All else of the network is as in evaluation. Several sets of statistics can be collected
    at once: lend each to the module in turn, with the same batch.

    Args:
        module: In evaluation mode.
        images: Normalised (n, channels, height, width).
    """
    norms = list(batch_norms(module).values())
    usual = [norm.momentum for norm in norms]
    for norm in norms:
        norm.train()
    try:
        with AccurateStatistics():
            yield _batches(norms, images)
    finally:
        for norm, momentum in zip(norms, usual, strict=True):
            norm.eval()
            norm.momentum = momentum


def _batches(norms: Sequence[_BatchNorm], images: Tensor) -> Iterator[Tensor]:
    parts = images.tensor_split(ceil(len(images) / BATCH))
    for number, batch in enumerate(parts, start=1):
        for norm in norms:
            norm.momentum = 1 / number  # the first replaces what was there: a cumulative mean
        yield batch
