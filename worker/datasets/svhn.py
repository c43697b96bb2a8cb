"""House numbers in colour (Netzer 2011), opened by torchvision."""

from pathlib import Path

import torch

from worker.datasets.data import Part, Split
from worker.datasets.download import limited_patience, lock
from worker.datasets.errors import DatasetMissing, DatasetUnavailable

TITLE = "SVHN"


def read_svhn(data_path: Path, part: Part) -> Split:
    """A split from `data_path`/SVHN; the digit 0 is class 0."""
    from worker.datasets.vision import datasets

    folder = data_path / TITLE
    url, file, _ = datasets.SVHN.split_list[part]
    try:
        with lock(folder), limited_patience():
            found = datasets.SVHN(str(folder), split=part, download=True)
    except ImportError as error:
        raise DatasetUnavailable(
            f"{TITLE} comes in MATLAB's format, and this machine lacks the package that reads it; "
            "install scipy beside the worker."
        ) from error
    except (OSError, RuntimeError) as error:
        raise DatasetMissing(TITLE, folder / file, url, error) from error
    return Split(torch.from_numpy(found.data.copy()), torch.from_numpy(found.labels))
