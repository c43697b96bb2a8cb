"""The data sets of the catalog as tensors on a device: a dictionary from name to loader."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch

from worker.datasets.data import Data
from worker.datasets.mnist import load_mnist

DATASETS: dict[str, Callable[[Path], Data]] = {
    "mnist": load_mnist,
}


def load(
    name: str, options: Mapping[str, Any], data_path: Path, device: torch.device | str = "cpu"
) -> Data:
    """The whole data set on `device`, its training split cut as the options say.

    Args:
        name: Of the catalog's data set.
        options: Complete options of that data set, as a validated recipe holds them.
        data_path: Folder of all data sets, in torchvision's layout.
        device: Where the tensors go.
    """
    if name not in DATASETS:
        raise ValueError(f"unknown data set {name!r}; known are {', '.join(DATASETS)}")
    data = DATASETS[name](data_path)
    return data.with_training_examples(options.get("training_examples", 0)).to(device)
