"""Opens CIFAR's own files, which are pickles, without running what a pickle may ask for.

A file is opened only when its md5 is the one that torchvision knows, and even then only the three
names that a numpy array consists of are admitted: anything else ends the reading.
"""

import hashlib
import io
import pickle  # noqa: TID251 - the one place; see above
from pathlib import Path
from typing import Any

import numpy as np
from numpy._core import multiarray

from worker.datasets.errors import DatasetDamaged

_RECONSTRUCT = multiarray._reconstruct
ADMITTED: dict[tuple[str, str], Any] = {
    ("numpy.core.multiarray", "_reconstruct"): _RECONSTRUCT,
    ("numpy._core.multiarray", "_reconstruct"): _RECONSTRUCT,
    ("numpy", "ndarray"): np.ndarray,
    ("numpy", "dtype"): np.dtype,
}


class Forbidden(ValueError):
    """The file asks for something that no array needs."""


class ArrayUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in ADMITTED:
            raise Forbidden(f"it asks for {module}.{name}, and arrays alone are admitted")
        return ADMITTED[module, name]


def read_batch(file: Path, md5: str, title: str) -> dict[str, Any]:
    """What one file holds: `data` (n, 3072) uint8, `labels` or `fine_labels`, and more.

    Raises:
        FileNotFoundError: There is no such file.
        DatasetDamaged: It is not the file that has this md5.
    """
    content = file.read_bytes()
    found = hashlib.md5(content, usedforsecurity=False).hexdigest()
    if found != md5:
        raise DatasetDamaged(title, file, f"expected md5 {md5}, got {found}")
    try:
        # latin1, because Python 2 wrote them: its strings are the bytes of the array
        batch: dict[str, Any] = ArrayUnpickler(io.BytesIO(content), encoding="latin1").load()
    except (ValueError, TypeError, EOFError, pickle.UnpicklingError) as error:
        raise DatasetDamaged(title, file, str(error)) from error
    return batch
