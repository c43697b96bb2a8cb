"""Data sets that installed packages bring: opened, and checked before anything is trained on them.

What a loader gives is checked once per opening, at the cost of a pass over the labels.
"""

from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import torch
from torch import Tensor

from backend.contracts.entries import DatasetEntry
from backend.contracts.registered import describe_dataset
from worker.datasets.data import Data, Split
from worker.datasets.errors import DatasetRefused, DatasetUnavailable

LARGEST = 255
"""Of a pixel."""


def opened(point: EntryPoint, data_path: Path) -> Data:
    """What the entry point's loader gives.

    Raises:
        DatasetRefused: It raises, or gives what the catalog does not say or nobody can train on.
        DatasetUnavailable: The loader says so itself.
    """
    entry = describe_dataset(point)
    try:
        data = point.load()(data_path)
    except (DatasetUnavailable, MemoryError, torch.OutOfMemoryError):
        raise
    except Exception as error:
        what = f"its loader raised {type(error).__name__}: {error}"
        raise DatasetRefused(entry.title, point.value, what) from error
    if not isinstance(data, Data):
        kind = type(data).__name__
        raise DatasetRefused(entry.title, point.value, f"expected a Data, got {kind}")
    if fault := next(_faults(data, entry), None):
        raise DatasetRefused(entry.title, point.value, fault)
    return replace(data, centred=entry.centred)


def _faults(data: Data, entry: DatasetEntry) -> Iterator[str]:
    counts = {"train": entry.training_examples, "test": entry.test_examples}
    for name, count in counts.items():
        faults = _faults_of_split(getattr(data, name), entry, count)
        yield from (f"{name}: {fault}" for fault in faults)
    yield from _faults_of_scale(data, entry.shape[0])


def _faults_of_split(split: object, entry: DatasetEntry, count: int) -> Iterator[str]:
    if not isinstance(split, Split):
        yield f"expected a Split, got {type(split).__name__}"
        return
    for name, part in (("images", split.images), ("targets", split.targets)):
        if not isinstance(part, Tensor):
            yield f"expected {name} to be a tensor, got {type(part).__name__}"
            return
    yield from _faults_of_images(split.images, entry.shape)
    yield from _faults_of_targets(split.targets, len(entry.classes))
    if len(split.images) != len(split.targets):
        first = min(len(split.images), len(split.targets))
        yield (
            f"{len(split.images)} images, {len(split.targets)} labels; from index {first} on one "
            "of the two is missing"
        )
    if len(split.images) != count:
        yield f"the catalog declares {count} images, the loader gives {len(split.images)}"


def _faults_of_images(images: Tensor, shape: tuple[int, int, int]) -> Iterator[str]:
    if images.dtype != torch.uint8:
        hint = "multiply by 255 and round" if images.is_floating_point() else "convert them"
        yield f"expected images in uint8, 0 to {LARGEST}, got {_title(images)}; {hint}"
    if tuple(images.shape[1:]) != tuple(shape) or images.dim() != 4:
        yield f"expected images of the shape (images, {_sizes(shape)}), got {tuple(images.shape)}"
    if not images.numel():
        yield "expected at least one image, got none"
    elif images.dtype == torch.uint8 and int(images.max()) <= 1:
        yield f"every pixel is 0 or 1; expected 0 to {LARGEST}: multiply by {LARGEST} before uint8"


def _faults_of_targets(targets: Tensor, classes: int) -> Iterator[str]:
    if targets.dim() != 1:
        yield (
            f"expected one label for each image, got the shape {tuple(targets.shape)}; one-hot "
            "labels become numbers of classes by `targets.argmax(dim=1)`"
        )
        return
    if targets.dtype != torch.int64:
        yield f"expected labels in int64, got {_title(targets)}; convert them by `targets.long()`"
        return
    wrong = ((targets < 0) | (targets >= classes)).nonzero()
    if len(wrong):
        first = int(wrong[0])
        yield (
            f"label {int(targets[first])} at index {first} is no class; expected 0 to "
            f"{classes - 1} ({len(wrong)} of {len(targets)} labels are none)"
        )


def _faults_of_scale(data: Data, channels: int) -> Iterator[str]:
    for name, values in (("mean", data.mean), ("std", data.std)):
        numbers = torch.tensor(values, dtype=torch.float32).flatten()
        if len(numbers) != channels:
            yield f"{name}: expected one number for each of {channels} channels, got {values}"
        elif not bool(numbers.isfinite().all()) or (name == "std" and bool((numbers <= 0).any())):
            above = " above 0" if name == "std" else ""
            yield f"{name}: expected finite numbers{above}, got {values}"


def _title(tensor: Tensor) -> str:
    return str(tensor.dtype).removeprefix("torch.")


def _sizes(shape: tuple[int, int, int]) -> str:
    return ", ".join(map(str, shape))
