"""CIFAR-10 and CIFAR-100 in the layout that torchvision keeps them in."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch

from worker.datasets.cifar_reader import read_batch
from worker.datasets.data import Part, Split
from worker.datasets.download import limited_patience, lock
from worker.datasets.errors import DatasetDamaged, DatasetMissing

SHAPE = (3, 32, 32)


def cifar(name: str, title: str, labels: str) -> Callable[[Path, Part], Split]:
    """The reader of one of the two.

    Args:
        name: Of torchvision's class, which knows folder, files, md5 and source.
        title: For people.
        labels: What a file calls the classes of its images.
    """

    def read(data_path: Path, part: Part) -> Split:
        from worker.datasets.vision import datasets

        kind = getattr(datasets, name)
        files = kind.train_list if part == "train" else kind.test_list
        folder = data_path / kind.base_folder
        missing = [folder / file for file, _ in files if not (folder / file).exists()]
        if missing:
            _download(kind, title, data_path, missing[0])
        splits = [_split(folder / file, md5, title, labels) for file, md5 in files]
        return Split(
            torch.cat([split.images for split in splits]),
            torch.cat([split.targets for split in splits]),
        )

    return read


def _download(kind: Any, title: str, data_path: Path, file: Path) -> None:
    """Unpack the archive beside and move its files in, so that each is whole or absent."""
    from worker.datasets.vision import datasets

    try:
        with lock(file.parent), limited_patience(), TemporaryDirectory(dir=data_path) as beside:
            if not file.exists():  # another process may have been first
                datasets.utils.download_and_extract_archive(
                    kind.url, beside, filename=kind.filename, md5=kind.tgz_md5
                )
                for unpacked in (Path(beside) / kind.base_folder).iterdir():
                    unpacked.replace(file.parent / unpacked.name)
    except (OSError, RuntimeError) as error:
        raise DatasetMissing(title, file, f"{kind.url}, unpacked", error) from error


def _split(file: Path, md5: str, title: str, labels: str) -> Split:
    batch = read_batch(file, md5, title)
    pixels, targets = np.asarray(batch["data"]), torch.tensor(batch[labels], dtype=torch.int64)
    if pixels.dtype != np.uint8 or pixels.shape != (len(targets), np.prod(SHAPE)):
        detail = f"{len(targets)} labels for images {pixels.shape} of {pixels.dtype}"
        raise DatasetDamaged(title, file, detail)
    return Split(torch.from_numpy(pixels.copy()).view(-1, *SHAPE), targets)
