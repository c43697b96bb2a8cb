"""MNIST, shipped with the product and opened by torchvision without a network."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import torch

from worker.datasets.data import Data, Split

MEAN, STD = (0.1307,), (0.3081,)
UNPACKED_BYTES = {
    "train-images-idx3-ubyte": 47_040_016,
    "train-labels-idx1-ubyte": 60_008,
    "t10k-images-idx3-ubyte": 7_840_016,
    "t10k-labels-idx1-ubyte": 10_008,
}


def load_mnist(data_path: Path) -> Data:
    """All of MNIST from `data_path`/MNIST/raw, where the shipped files are put when missing."""
    from worker.datasets.vision import datasets

    put_shipped_files(data_path)
    with _lock(data_path):
        _drop_partly_unpacked(data_path)
        train, test = (
            # download=True checks the md5 of the .gz files, and asks no network when they match
            datasets.MNIST(str(data_path), train=part, download=True)
            for part in (True, False)
        )
    return Data.of(_split(train), _split(test), mean=MEAN, std=STD)


def _split(part: Any) -> Split:
    return Split(part.data.unsqueeze(1), part.targets.to(torch.int64))


def put_shipped_files(data_path: Path) -> None:
    """Copy the four .gz files to `data_path`/MNIST/raw where they are missing."""
    raw = data_path / "MNIST" / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    for shipped in sorted(Path(__file__).parent.glob("*.gz")):
        if not (raw / shipped.name).exists():
            _copy_atomically(shipped, raw / shipped.name)


def _copy_atomically(source: Path, target: Path) -> None:
    """A reader sees the whole file or none, even if the machine stops in between."""
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as beside:
        try:
            with source.open("rb") as opened:
                shutil.copyfileobj(opened, beside)
            beside.flush()
            os.fsync(beside.fileno())
            Path(beside.name).chmod(0o644)
            Path(beside.name).replace(target)
        except BaseException:
            Path(beside.name).unlink(missing_ok=True)
            raise


@contextmanager
def _lock(data_path: Path) -> Iterator[None]:
    """One process at a time unpacks: torchvision writes the files in place."""
    with (data_path / "MNIST" / ".lock").open("w") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield


def _drop_partly_unpacked(data_path: Path) -> None:
    """Remove what a killed process left: torchvision takes any file of the right name."""
    for name, size in UNPACKED_BYTES.items():
        unpacked = data_path / "MNIST" / "raw" / name
        if unpacked.exists() and unpacked.stat().st_size != size:
            unpacked.unlink()
