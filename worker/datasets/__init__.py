"""The data sets of the catalog as tensors on a device: a dictionary from format to reader."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import torch

from backend.contracts.catalog import COMPANIONS as FOREIGN
from backend.contracts.catalog import DATASETS as CATALOG
from backend.contracts.entries import DatasetEntry, Files
from backend.contracts.registered import DATASETS_GROUP, registered
from worker.datasets.augmentation import Augmentation
from worker.datasets.brought import opened
from worker.datasets.cifar import cifar
from worker.datasets.companions import read_emnist_letters, read_notmnist
from worker.datasets.data import Data, Split
from worker.datasets.idx import mnist_like
from worker.datasets.mnist import read_mnist
from worker.datasets.source import Read, Source
from worker.datasets.svhn import read_svhn

READERS: dict[str, Callable[[DatasetEntry, Files], Read]] = {
    "mnist": lambda *_: read_mnist,
    "idx": lambda entry, files: mnist_like(files.kind, entry.title),
    "cifar": lambda entry, files: cifar(files.kind, entry.title, files.labels),
    "svhn": lambda *_: read_svhn,
}


@cache
def source_of(name: str) -> Source | None:
    """Of a data set of ours; null for one that a package opens, or that nobody knows."""
    entry = CATALOG.get(name)
    if entry is None or entry.files is None:
        return None
    files = entry.files
    augmentation = Augmentation(padding=files.padding, mirrored=files.mirrored)
    return Source(READERS[files.reader](entry, files), augmentation)


COMPANIONS: dict[str, Callable[[Path], Split]] = {
    "emnist_letters": read_emnist_letters,
    "notmnist": read_notmnist,
}


def is_here(name: str, data_path: Path) -> bool:
    """Whether the test images of a known set can be opened without a network."""
    if name in FOREIGN:
        pattern = FOREIGN[name].test_file
    else:
        files = CATALOG[name].files if name in CATALOG else None
        pattern = files.test if files else ""
    return not pattern or any(data_path.glob(pattern))


def load(
    name: str, options: Mapping[str, Any], data_path: Path, device: torch.device | str = "cpu"
) -> Data:
    """The whole data set on `device`, its training split cut as the options say.

    Args:
        name: Of the catalog's data set.
        options: Complete options of that data set, as a validated recipe holds them.
        data_path: Folder of all data sets, in torchvision's layout.
        device: Where the tensors go.

    Raises:
        DatasetUnavailable: Files are missing or damaged, or a package's are unfit; the sentence
            says what to do.
    """
    data = _whole(name, data_path, augment=options.get("augment", False))
    parts = data.part(options.get("training_examples", 0), options.get("validation", 0))
    return _shown(parts, options).to(device)


def _shown(data: Data, options: Mapping[str, Any]) -> Data:
    """The same images, standardised as the options say where they say it."""
    mean, std = (options.get(name) or () for name in ("mean", "std"))
    return replace(data, mean=_each(mean, data.mean), std=_each(std, data.std))


def _each(said: Sequence[float], usual: tuple[float, ...]) -> tuple[float, ...]:
    """A number for each channel: those said, the one said for all, or the usual ones."""
    return tuple(said) * (len(usual) // len(said)) if said else usual


def foreign_images(name: str, data_path: Path, device: torch.device | str = "cpu") -> Split:
    """Test images that are shown to networks of another data set.

    Args:
        name: Of a companion, or of a data set, in the catalog.
        data_path: Folder of all data sets.
        device: Where the tensors go.

    Raises:
        DatasetUnavailable: Files are missing or damaged, or a package's are unfit; the sentence
            says what to do.
    """
    if name in COMPANIONS:
        return COMPANIONS[name](data_path).to(device)
    if source := source_of(name):
        return source.read(data_path, "test").to(device)
    return _whole(name, data_path, augment=False).test.to(device)


def _whole(name: str, data_path: Path, *, augment: bool) -> Data:
    if source := source_of(name):
        return source.data(data_path, CATALOG[name], augment=augment)
    point = registered(DATASETS_GROUP, name)
    if point is None:
        raise ValueError(f"unknown data set {name!r}; known are {', '.join(CATALOG)}")
    data = opened(point, data_path)
    return data if augment else replace(data, augmentation=None)
