"""Trains one cell, a slice at a time, and goes on from its checkpoint."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import torch
from rich.progress import Progress as Bar
from torch import Tensor

from backend.contracts.runs import Progress
from benchmarks.results.cells import Cell
from worker.datasets.data import Data
from worker.training import Checkpoint, Diverged, TrainedSubspace, Trainer

SLICE_SECONDS = 600.0
SAVE_SECONDS = 60.0
SUBSPACE, RECORD, CHECKPOINT = "subspace.safetensors", "record.json", "checkpoint.safetensors"
FAILURE = "failure.txt"


def finished(folder: Path) -> bool:
    return (folder / RECORD).exists() or (folder / FAILURE).exists()


def train_slice(cell: Cell, data: Data, device: torch.device, root: Path, bar: Bar) -> bool:
    """Train for at most ten minutes; gives whether the cell is finished.

    Args:
        cell: What to train.
        data: Of its recipe.
        device: Where to compute.
        root: Folder of all cells, outside the clone.
        bar: Shows how far it is.
    """
    folder = root / cell.name
    folder.mkdir(parents=True, exist_ok=True)
    saved = folder / CHECKPOINT
    resume = Checkpoint.from_bytes(saved.read_bytes()) if saved.exists() else None
    ends = list(_ends(cell, root))
    trainer = Trainer(cell.recipe, data, device, resume=resume, end_points=ends)
    try:
        done = _iterate(trainer, saved, cell.name, bar)
    except Diverged as error:
        _write(folder / FAILURE, str(error).encode())
        return True
    if done:
        _write(folder / SUBSPACE, trainer.subspace().to_bytes())
        _write(folder / RECORD, trainer.record().model_dump_json(indent=1).encode())
        saved.unlink(missing_ok=True)
    return done


def _iterate(trainer: Trainer, saved: Path, name: str, bar: Bar) -> bool:
    task = bar.add_task(name, total=None)
    started = written = monotonic()
    for report in trainer:
        if isinstance(report, Progress):
            bar.update(task, completed=report.step, total=report.total_steps)
        if monotonic() - written > SAVE_SECONDS:
            _write(saved, trainer.checkpoint().to_bytes())
            written = monotonic()
        if monotonic() - started > SLICE_SECONDS:
            _write(saved, trainer.checkpoint().to_bytes())
            return False
    return True


def _ends(cell: Cell, root: Path) -> Iterator[Tensor]:
    if cell.ends is not None:
        content = (root / cell.ends.name / SUBSPACE).read_bytes()
        yield from TrainedSubspace.from_bytes(content).vertices[:2]


def _write(path: Path, content: bytes) -> None:
    beside = path.with_suffix(".part")
    beside.write_bytes(content)
    beside.replace(path)
