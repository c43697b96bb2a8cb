"""The cells of the table of methods, and how their rows are told."""

import json
from pathlib import Path

import pytest

from backend.contracts.catalog import METHODS
from benchmarks.results import table
from benchmarks.results.cells import ENSEMBLE, cells
from benchmarks.results.cells import METHODS as TOLD
from benchmarks.results.summary import SUMMARY, summary
from benchmarks.results.table import TABLE

ROW = {"dataset": "mnist", "network": "mlp", "epochs": 10, "training_images": 60_000}
REVISIONS = {name: {"method": name, "revision": entry.revision} for name, entry in METHODS.items()}
MEASURED = {"nll": 0.05, "calibrated_nll": 0.05, "ece": 0.004, "equivalent_trainings": 1.0}


def test_every_method_that_can_be_launched_is_trained():
    launchable = {name for name, entry in METHODS.items() if entry.launchable}
    assert set(TOLD) == launchable
    assert {cell.recipe.method for cell in cells()} == launchable


def test_cells_have_names_of_their_own():
    names = [cell.name for cell in cells()]
    assert len(set(names)) == len(names)


def test_curves_join_members_of_the_ensemble_that_is_trained_too():
    every = {cell.name: cell for cell in cells()}
    joined = [cell for cell in every.values() if cell.recipe.method == "curve_between"]
    assert joined
    for cell in joined:
        assert cell.ends is not None
        assert every[cell.ends.name].recipe.method == ENSEMBLE
        assert every[cell.ends.name].recipe.seed == cell.recipe.seed


def test_summary_gives_the_mean_its_uncertainty_and_failures():
    rows = [
        ROW | MEASURED | REVISIONS["single"] | {"seed": seed, "accuracy": accuracy}
        for seed, accuracy in enumerate((0.98, 0.982, 0.984))
    ]
    failed = ROW | {"method": "line", "seed": 0, "failure": "The training diverged."}
    text = summary([*rows, failed])
    assert "| `single` | 3 | 1 | .9820(12) | .05000(<1) |" in text
    assert "mnist, mlp, line, 0: The training diverged." in text


def test_small_uncertainties_have_a_digit():
    rows = [
        ROW | MEASURED | REVISIONS["line"] | {"seed": seed, "accuracy": accuracy}
        for seed, accuracy in enumerate((0.9848, 0.9849, 0.9848))
    ]
    assert "| `line` | 3 | 1 | .98483(3) |" in summary(rows)


def test_results_of_a_former_revision_are_told_apart_and_give_way():
    current = ROW | MEASURED | REVISIONS["fge"] | {"seed": 0, "accuracy": 0.98}
    former = current | {"seed": 1, "revision": current["revision"] - 1, "accuracy": 0.9}
    assert "| `fge`, former | 1 | 1 | .9000 |" in summary([former])
    text = summary([current, former])
    assert "| `fge` | 1 | 1 | .9800 |" in text
    assert "former |" not in text


def test_rows_of_cells_that_were_measured_elsewhere_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, cell = table.read_table(), next(cells())
    monkeypatch.setattr(table, "TABLE", tmp_path / "methods.csv")
    monkeypatch.setattr(table, "SUMMARY", tmp_path / "methods.md")
    (tmp_path / "methods.csv").write_text(TABLE.read_text())
    assert table.write_table(tmp_path / "nothing here") == len(before)
    assert (tmp_path / "methods.csv").read_text() == TABLE.read_text()
    assert (tmp_path / "methods.md").read_text() == SUMMARY.read_text()
    (tmp_path / cell.name).mkdir()
    row = table.key(cell) | MEASURED | {"accuracy": 0.5}
    (tmp_path / cell.name / table.ROW).write_text(json.dumps(row))
    assert table.write_table(tmp_path) == len(before)
    first, *others = table.read_table()
    assert (first["accuracy"], first["revision"]) == (0.5, cell.recipe.entry.revision)
    assert others == before[1:]
