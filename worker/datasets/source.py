"""Where a data set comes from and how its images are treated."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from backend.contracts.catalog import DatasetEntry
from worker.datasets.augmentation import Augmentation
from worker.datasets.data import Data, Part, Split

Read = Callable[[Path, Part], Split]
"""Gives a split from the folder of all data sets."""


@dataclass(frozen=True)
class Source:
    read: Read
    augmentation: Augmentation
    """Done where the recipe asks for it."""

    def data(self, data_path: Path, entry: DatasetEntry, *, augment: bool) -> Data:
        """Both splits; the md5 of files that come with one were checked."""
        train, test = self.read(data_path, "train"), self.read(data_path, "test")
        data = Data.of(train, test, mean=entry.mean, std=entry.std)
        augmentation = self.augmentation if augment else None
        return replace(data, augmentation=augmentation, centred=entry.centred)
