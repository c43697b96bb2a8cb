"""Keeps what torchvision has opened as a file of tensors, so that only the first process needs it.

Importing torchvision costs every process some 85 MB and a second; four workers open each set.
"""

import os
from collections.abc import Callable
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from worker.datasets.data import Part, Split

Reader = Callable[[Path, Part], Split]


def cached(folder: str, read: Reader) -> Reader:
    """A reader that opens its own file in `folder` of the data sets, and else makes it by `read`.

    Whether the content is the right one shows in the hash that `Data` carries into the record.
    """

    def read_cached(data_path: Path, part: Part) -> Split:
        file = data_path / folder / f"{part}.safetensors"
        try:
            tensors = load_file(file)
            return Split(tensors["images"], tensors["targets"])
        except (FileNotFoundError, SafetensorError, KeyError):
            split = read(data_path, part)
            _write(file, split)
            return split

    return read_cached


def _write(file: Path, split: Split) -> None:
    """A reader sees the whole file or none."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    save_file({"images": split.images.contiguous(), "targets": split.targets}, beside)
    with beside.open("rb") as written:
        os.fsync(written.fileno())
    beside.replace(file)
