"""MNIST and the sets that come in its format, opened by torchvision."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from worker.datasets.data import Part, Split
from worker.datasets.download import limited_patience, lock
from worker.datasets.errors import DatasetDamaged, DatasetMissing

UNPACKED_BYTES = {
    "train-images-idx3-ubyte": 47_040_016,
    "train-labels-idx1-ubyte": 60_008,
    "t10k-images-idx3-ubyte": 7_840_016,
    "t10k-labels-idx1-ubyte": 10_008,
}
"""The same for all three: 60,000 + 10,000 images of 28 x 28 pixels."""


def mnist_like(name: str, title: str) -> Callable[[Path, Part], Split]:
    """The reader of one of torchvision's sets of this format; name and folder are its class's."""

    def read(data_path: Path, part: Part) -> Split:
        from worker.datasets.vision import datasets

        kind = getattr(datasets, name)
        folder = data_path / name
        with lock(folder), limited_patience():
            drop_partly_unpacked(folder / "raw")
            try:
                # download=True checks the md5 of the .gz files, and asks no network if they match
                found = kind(str(data_path), train=part == "train", download=True)
            except (OSError, RuntimeError) as error:
                files = folder / "raw" / UNPACKED.format("train" if part == "train" else "t10k")
                source = f"{kind.mirrors[0]}{kind.resources[0][0]} and its siblings"
                raise DatasetMissing(title, files, source, _last_line(error)) from error
            except (AssertionError, ValueError) as error:
                raise DatasetDamaged(title, folder / "raw", str(error)) from error
        return split_of(found)

    return read


UNPACKED = "{}-images-idx3-ubyte.gz"


def split_of(part: Any) -> Split:
    """What torchvision has opened, as tensors."""
    return Split(part.data.unsqueeze(1), part.targets.to(torch.int64))


def drop_partly_unpacked(raw: Path) -> None:
    """Remove what a killed process left: torchvision takes any file of the right name."""
    for name, size in UNPACKED_BYTES.items():
        unpacked = raw / name
        if unpacked.exists() and unpacked.stat().st_size != size:
            unpacked.unlink()


def _last_line(error: Exception) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__
