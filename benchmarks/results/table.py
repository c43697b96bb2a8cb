"""Scores what was trained, on the whole test split, and writes one row for each cell."""

import csv
import json
from pathlib import Path
from typing import Any

import torch

from backend.contracts.evaluation import Record
from backend.contracts.predictions import Sample
from benchmarks.results.cells import Cell, cells
from benchmarks.results.summary import SUMMARY, summary
from benchmarks.results.training import FAILURE, RECORD, SUBSPACE
from worker.datasets.data import Data
from worker.engine.probabilities import log_probabilities
from worker.jobs.subspaces import context_of
from worker.metrics.predictive import log_predictive
from worker.metrics.report import quality
from worker.prediction.members import points_of, sampled
from worker.training import TrainedSubspace

TABLE = Path("docs/results/methods.csv")
ROW = "row.json"
KEYS = ("dataset", "network", "method", "seed", "epochs", "training_images")
"""What a row is of."""
COLUMNS = (
    "dataset",
    "network",
    "method",
    "seed",
    "revision",
    "epochs",
    "training_images",
    "members",
    "accuracy",
    "nll",
    "calibrated_nll",
    "ece",
    "equivalent_trainings",
    "seconds",
    "flops",
    "device",
    "threads",
    "failure",
)


def score(cell: Cell, data: Data, device: torch.device, root: Path) -> None:
    """Write the row of a finished cell beside what it trained."""
    folder = root / cell.name
    row = key(cell)
    if (folder / FAILURE).exists():
        row["failure"] = (folder / FAILURE).read_text()
    else:
        record = Record.model_validate_json((folder / RECORD).read_text())
        subspace = TrainedSubspace.from_bytes((folder / SUBSPACE).read_bytes())
        row |= _costs(record) | _quality(cell, subspace, data, device)
    (folder / ROW).write_text(json.dumps(row, indent=1))


def key(cell: Cell) -> dict[str, Any]:
    return {name: getattr(cell.recipe, name) for name in KEYS}


def write_table(root: Path) -> int:
    """All rows there are, in the order of the cells; gives their number.

    Rows of cells that are not in the folder stay as they stand; those of a former revision of a
    method are told apart.
    """
    standing = {_address(row): row for row in read_table()}
    found = (_fresh(cell, root) or standing.get(_address(key(cell))) for cell in cells())
    rows = [row for row in found if row]
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    with TABLE.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    SUMMARY.write_text(summary(rows))
    return len(rows)


def read_table() -> list[dict[str, Any]]:
    """The rows that stand in the table, with numbers as numbers."""
    if not TABLE.exists():
        return []
    with TABLE.open(newline="") as file:
        return [_parsed(row) for row in csv.DictReader(file)]


def _parsed(row: dict[str, str]) -> dict[str, Any]:
    """Without the columns that are empty."""
    return {name: _number(text) for name, text in row.items() if text}


def _number(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _address(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in KEYS)


def _fresh(cell: Cell, root: Path) -> dict[str, Any] | None:
    """The row of a cell that was scored here; null where there is none."""
    path = root / cell.name / ROW
    if not path.exists():
        return None
    row: dict[str, Any] = json.loads(path.read_text())
    return row | {"revision": cell.recipe.entry.revision}


def _costs(record: Record) -> dict[str, Any]:
    return {
        "equivalent_trainings": round(record.equivalent_trainings, 3),
        "seconds": round(record.seconds, 1),
        "flops": record.flops,
        "device": record.device,
        "threads": record.threads,
    }


def _quality(
    cell: Cell, subspace: TrainedSubspace, data: Data, device: torch.device
) -> dict[str, Any]:
    context = context_of("", cell.recipe, subspace, data, device)
    members = sampled(Sample(count=cell.samples), context)
    test = context.examples("test")
    outputs = torch.cat(
        [
            log_probabilities(context.engine.logits(points_of([member], context), test))
            for member in members
        ]
    )
    predictive = log_predictive(outputs)
    found = quality(predictive, test.targets, members=len(members), diagrams=False)
    return {
        "members": len(members),
        "accuracy": round(found.accuracy, 4),
        "nll": round(found.nll, 5),
        "calibrated_nll": _rounded(found.calibrated_nll),
        "ece": _rounded(found.ece),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 5)
