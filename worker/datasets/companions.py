"""Foreign images in MNIST's format: letters, handwritten and printed."""

from pathlib import Path
from typing import Any

from torch import Tensor

from worker.datasets.data import Split
from worker.datasets.download import limited_patience, lock
from worker.datasets.errors import DatasetDamaged, DatasetMissing

EMNIST_SOURCE = "the files gzip/emnist-letters-test-* of torchvision's EMNIST, unpacked"
NOTMNIST_SOURCE = "notMNIST in MNIST's format, unpacked"


def read_emnist_letters(data_path: Path) -> Split:
    """The test images of EMNIST's letters (Cohen 2017), upright; a is class 0."""
    from worker.datasets.vision import datasets

    raw = data_path / "EMNIST" / "raw"
    images, labels = (
        raw / f"emnist-letters-test-{k}-ubyte" for k in ("images-idx3", "labels-idx1")
    )
    if not (images.exists() and labels.exists()):
        _download_emnist(datasets, data_path, images)
    split = _read(images, labels, "EMNIST letters")
    return Split(split.images.transpose(2, 3).contiguous(), split.targets - 1)


def _download_emnist(datasets: Any, data_path: Path, images: Path) -> None:
    try:
        with lock(data_path / "EMNIST"), limited_patience():
            datasets.EMNIST(str(data_path), split="letters", train=False, download=True)
    except (OSError, RuntimeError) as error:
        raise DatasetMissing("EMNIST letters", images, EMNIST_SOURCE, error) from error


def read_notmnist(data_path: Path) -> Split:
    """10,000 letters from A to J in many typefaces (Bulatov 2011); nobody offers a download."""
    raw = data_path / "notMNIST" / "raw"
    images, labels = (raw / f"t10k-{kind}-ubyte" for kind in ("images-idx3", "labels-idx1"))
    for file in (images, labels):
        if not file.exists():
            raise DatasetMissing("notMNIST", file, NOTMNIST_SOURCE)
    return _read(images, labels, "notMNIST")


def _read(images: Path, labels: Path, title: str) -> Split:
    from worker.datasets.vision import datasets

    try:
        pixels: Tensor = datasets.mnist.read_image_file(str(images))
        targets: Tensor = datasets.mnist.read_label_file(str(labels))
    except (AssertionError, KeyError, ValueError, TypeError, RuntimeError) as error:
        raise DatasetDamaged(title, images, repr(error)) from error
    if len(pixels) != len(targets):
        raise DatasetDamaged(title, labels, f"{len(targets)} labels for {len(pixels)} images")
    return Split(pixels.unsqueeze(1), targets)
