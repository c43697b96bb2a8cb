"""What a tile's points say about every kept image, in 16 bits."""

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from backend.contracts.image_maps import kept_images
from backend.contracts.landscapes import LandscapeRequest
from worker.engine.context import Context, example_indices
from worker.engine.scores import Scores

ORDER_SEED = 1
"""Of the choice of images where not all are kept; another than that of `max_examples`."""


class ImageSubset(NamedTuple):
    """Images whose answers are kept; each (images,), in ascending order of their indices."""

    columns: Tensor
    """Places among the scored images."""
    indices: NDArray[np.uint32]
    """In the split."""
    targets: NDArray[np.uint16]


def image_subset(context: Context, request: LandscapeRequest) -> ImageSubset:
    """The same for every tile and every worker."""
    examples = context.examples(request.split, request.max_examples)
    indices = example_indices(context.data, request.split, request.max_examples)
    columns = torch.arange(len(examples))
    count = kept_images(request, len(examples))
    if count < len(examples):
        chance = torch.Generator().manual_seed(ORDER_SEED)
        columns = torch.randperm(len(examples), generator=chance)[:count].sort().values
    return ImageSubset(
        columns,
        indices[columns].numpy().astype(np.uint32),
        examples.targets.cpu()[columns].numpy().astype(np.uint16),
    )


def image_results(scores: Scores, columns: Tensor) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Labels and losses, each (images, points); NaN throughout a point whose loss is not finite."""
    overflowing = ~scores.nll.mean(dim=1).isfinite()
    nll, labels = scores.nll, scores.labels
    if len(columns) < nll.shape[1]:
        nll, labels = nll[:, columns], labels[:, columns]
    losses = nll.float()
    losses[overflowing] = torch.nan
    return labels.T.numpy(), losses.T.numpy()
