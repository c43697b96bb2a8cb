"""Batch normalisation at a point of weight space.

Running statistics belong to the weights they were collected with: those of a mixture are wrong for
it (Izmailov 2018, section 3.2), however good those of the vertices are. So they are estimated
afresh, once for every point that is evaluated, on fixed training images without augmentation.
"""

import copy
from collections.abc import Mapping
from math import ceil

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn.modules.batchnorm import _BatchNorm

from worker.datasets.data import Data

RECALIBRATION_IMAGES = 2048
BATCH = 256
"""Images that are normalised together; about what a training step sees."""
SEED = 0
"""Of the order that the images are the head of: the same ones for every point and every run."""


def batch_norms(module: nn.Module) -> dict[str, _BatchNorm]:
    """The batch normalisations of a network that keep running statistics, by name."""
    return {
        name: part
        for name, part in module.named_modules()
        if isinstance(part, _BatchNorm) and part.track_running_stats
    }


def recalibration_images(data: Data) -> Tensor:
    """The images that statistics are estimated on, normalised (at most 2,048, ...)."""
    order = torch.randperm(len(data.train), generator=torch.Generator().manual_seed(SEED))
    chosen = order[:RECALIBRATION_IMAGES].to(data.train.images.device)
    return data.normalize(data.train.images[chosen])


@torch.no_grad()
def recalibrate_batch_norm(
    module: nn.Module, parameters: Mapping[str, Tensor], images: Tensor
) -> dict[str, Tensor]:
    """Buffers of the network at a point: running statistics are means over batches of `images`.

    Every batch counts alike, as batches differ by one image at most. All else of the network is as
    in evaluation; buffers of other kinds are handed on. Neither the module nor its buffers change.

    Args:
        module: Of any weights.
        parameters: By name, of the point.
        images: Normalised (n, channels, height, width), on the parameters' device.

    Returns:
        All buffers by name, on the images' device; give them to `functional_call` with the
        parameters, the module being in evaluation mode.
    """
    skeleton = _collecting(module)
    buffers = {name: b.detach().clone().to(images.device) for name, b in module.named_buffers()}
    for name, norm in batch_norms(skeleton).items():
        fresh = _fresh_statistics(norm, images.device)
        buffers |= {f"{name}.{buffer}".lstrip("."): value for buffer, value in fresh.items()}
    for batch in images.tensor_split(ceil(len(images) / BATCH)):
        # train mode writes into the buffers that are passed
        functional_call(skeleton, (dict(parameters), buffers), (batch,), strict=True)
    return buffers


def _collecting(module: nn.Module) -> nn.Module:
    """A copy without weights that collects statistics when it is called."""
    skeleton = copy.deepcopy(module).to("meta").eval()
    for norm in batch_norms(skeleton).values():
        norm.train()
        norm.momentum = None  # the cumulative mean
    return skeleton


def _fresh_statistics(norm: _BatchNorm, device: torch.device) -> dict[str, Tensor]:
    return {
        "running_mean": torch.zeros(norm.num_features, device=device),
        "running_var": torch.ones(norm.num_features, device=device),
        "num_batches_tracked": torch.zeros((), dtype=torch.int64, device=device),
    }
