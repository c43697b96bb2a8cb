"""MNIST, shipped with the product and opened by torchvision without a network."""

import os
import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile

from worker.datasets.cached_reader import cached
from worker.datasets.data import Part, Split
from worker.datasets.idx import mnist_like

_read = cached("MNIST", mnist_like("MNIST", "MNIST"))


def read_mnist(data_path: Path, part: Part) -> Split:
    """A split from `data_path`/MNIST/raw, where the shipped files are put when missing."""
    put_shipped_files(data_path)
    return _read(data_path, part)


def put_shipped_files(data_path: Path) -> None:
    """Copy the four .gz files to `data_path`/MNIST/raw where they are missing."""
    raw = data_path / "MNIST" / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    for shipped in sorted(Path(__file__).with_name("mnist_files").glob("*.gz")):
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
