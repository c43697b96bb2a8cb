"""The images of the sets that a run is evaluated on beside its test split."""

from pathlib import Path

import torch

from backend.contracts.catalog import COMPANIONS, DATASETS
from backend.contracts.image_sets import ImageSet
from worker.datasets import foreign_images, is_here
from worker.datasets.corruptions import corrupted
from worker.datasets.data import Data, Split
from worker.datasets.errors import DatasetUnavailable
from worker.engine.engine import Examples

EXAMPLES = 2000
"""Of every set but the test split: the head of a seeded order, the same for all runs."""
SEED = 0


def foreign_examples(images: ImageSet, data: Data, folder: Path) -> Examples:
    """Part of a foreign test split, normalised as the own images are.

    Raises:
        DatasetUnavailable: It is not on this machine, and an evaluation downloads nothing.
    """
    name = images.source
    title = (DATASETS[name] if name in DATASETS else COMPANIONS[name]).title
    if not is_here(name, folder):
        raise DatasetUnavailable(
            f"{title} is not on this machine, so it was left out; train on it once, which "
            "downloads it, or put it into the data folder, then evaluate again."
        )
    split = foreign_images(name, folder)
    own, found = tuple(data.test.images.shape[1:]), tuple(split.images.shape[1:])
    if own != found:
        raise DatasetUnavailable(
            f"{title} was left out: its images are {found}, those of the run {own}."
        )
    return _examples(part(split).to(data.test.images.device), data)


def corrupted_examples(images: ImageSet, data: Data) -> Examples:
    """Part of the test split, spoilt; the labels stay."""
    generator = torch.Generator().manual_seed(SEED)
    chosen = part(data.test)
    spoilt = corrupted(chosen.images, images.source, images.strength, generator)
    return _examples(Split(spoilt, chosen.targets), data)


def own_examples(data: Data) -> Examples:
    """Part of the test split as it is: what foreign images are told from."""
    return _examples(part(data.test), data)


def part(split: Split) -> Split:
    """At most `EXAMPLES` images."""
    order = torch.randperm(len(split), generator=torch.Generator().manual_seed(SEED))
    return split.at(order[:EXAMPLES].sort().values.to(split.images.device))


def _examples(split: Split, data: Data) -> Examples:
    return Examples(data.normalize(split.images), split.targets)
