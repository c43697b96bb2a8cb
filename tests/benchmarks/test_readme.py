"""What the page of results says follows from the rows beside it."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from backend.contracts.catalog import METHODS
from benchmarks.results.cells import cells
from benchmarks.results.retrainings_table import TABLE as INTERVALS
from benchmarks.results.summary import with_uncertainty
from benchmarks.results.table import read_table
from worker.training.extent import Extent

README = Path(__file__).parents[2] / "docs" / "results" / "README.md"
MLP, CNN, CIFAR = ("mnist", "mlp"), ("mnist", "cnn"), ("cifar10", "cnn")
NUMBER = re.compile(r"(?<![\w-])\d*\.\d+(?:\(\d+\))?|\d+(?:\.\d+)? %")
"""A figure with a decimal point, with its uncertainty where there is one, or a percentage."""

Study = tuple[str, str]


def rows(study: Study, method: str) -> list[dict[str, Any]]:
    found = [row for row in read_table() if (row["dataset"], row["network"]) == study]
    return [row for row in found if row["method"] == method]


def current(study: Study, method: str) -> list[dict[str, Any]]:
    """The rows of the method as it is trained now, where there are any."""
    found = rows(study, method)
    return [row for row in found if row["revision"] == METHODS[method].revision] or found


def nll(study: Study, method: str) -> str:
    return with_uncertainty([row["nll"] for row in current(study, method)])


def at_cost(study: Study, method: str) -> str:
    return f"{nll(study, method)} at cost {rows(study, method)[0]['equivalent_trainings']:g}"


def percent(study: Study, method: str) -> str:
    (row,) = rows(study, method)
    return f"{100 * row['accuracy']:.1f} %"


def remark(study: Study, *methods: str) -> str:
    """What has to be said of rows that were taken before their method was trained as it is now."""
    old = [m for m in methods if any(r["revision"] < METHODS[m].revision for r in rows(study, m))]
    return ", all of a former revision" if old else ""


def less(study: Study, method: str) -> str:
    """NLL of one network less that of a method, paired by seed."""
    plain = {row["seed"]: row["nll"] for row in rows(study, "single")}
    others = current(study, method)
    return with_uncertainty([plain[row["seed"]] - row["nll"] for row in others])


def winkler(members: int, interval: str) -> str:
    with INTERVALS.open(newline="") as file:
        (row,) = (
            row
            for row in csv.DictReader(file)
            if row["members"] == str(members) and row["interval"].startswith(interval)
        )
    score, error = float(row["winkler"]), round(1e4 * float(row["winkler_standard_error"]))
    return f"{score:.4f}({error})".removeprefix("0")


def statements() -> list[str]:
    """Every figure of the page in its words."""
    return [
        f"From two networks the pooled interval scores {winkler(2, 'pooled')}, the usual one "
        f"{winkler(2, 'usual')}; from five the usual one scores {winkler(5, 'usual')}",
        f"one network has an NLL of {nll(MLP, 'single')}, five retrainings "
        f"{nll(MLP, 'deep_ensemble')}",
        f"two lines, {at_cost(MLP, 'two_lines')}, three MultiSWAG clouds, "
        f"{at_cost(MLP, 'multi_swag')}, and ESPRO, three networks each grown into a simplex, "
        f"{at_cost(MLP, 'espro')}; SPRO has {at_cost(MLP, 'spro')}, more than one network",
        f"one network has {nll(CNN, 'single')}, five retrainings {nll(CNN, 'deep_ensemble')}, "
        f"ESPRO {at_cost(CNN, 'espro')}, two lines {at_cost(CNN, 'two_lines')}",
        f"FGE ({nll(MLP, 'fge')}), snapshots ({nll(MLP, 'snapshot')}) and the line "
        f"({nll(MLP, 'line')}) have the lowest NLL on the MLP: {less(MLP, 'fge')}, "
        f"{less(MLP, 'snapshot')} and {less(MLP, 'line')} less than one network, paired by seed",
        f"one network reaches {percent(CIFAR, 'single')}, five retrainings "
        f"{percent(CIFAR, 'deep_ensemble')}",
        f"ESPRO reaches {percent(CIFAR, 'espro')} at cost 4, a curve between two retrainings "
        f"{percent(CIFAR, 'curve_between')} at cost 3, and SPRO {percent(CIFAR, 'spro')} at cost "
        "3, less than one network",
        f"line {percent(CIFAR, 'line')}, Bezier curve {percent(CIFAR, 'bezier')}, simplex "
        f"{percent(CIFAR, 'simplex')}{remark(CIFAR, 'line', 'bezier', 'simplex')}",
        f"MC dropout at its default rate of .1 reaches {percent(CIFAR, 'mc_dropout')}"
        f"{remark(CIFAR, 'mc_dropout')}, less than one network",
        f"12 epochs: {percent(('cifar10', 'resnet20'), 'single')}",
    ]


def text() -> str:
    """The page in one line."""
    return " ".join(README.read_text().split())


@pytest.mark.parametrize("statement", statements(), ids=lambda statement: statement[:40])
def test_statement_stands_with_its_figures(statement: str) -> None:
    assert statement in text()


def test_no_other_figures_stand() -> None:
    known = {figure for statement in statements() for figure in NUMBER.findall(statement)}
    assert set(NUMBER.findall(text())) <= known


def test_steps_are_those_of_the_study() -> None:
    recipe = next(
        cell.recipe
        for cell in cells()
        if (cell.recipe.dataset, cell.recipe.network, cell.recipe.method) == (*CIFAR, "single")
    )
    steps = Extent.of(recipe.epochs, recipe.training_images, recipe.training.batch_size).steps
    assert f"{recipe.training_images:,} images, {steps} steps" in text()


def test_order_of_the_methods_is_as_said() -> None:
    """Costs of one training, the lowest NLL; below and above one network; no ensemble of 2 to 4."""

    def mean(study: Study, method: str, column: str = "nll") -> float:
        values = [row[column] for row in current(study, method)]
        return sum(values) / len(values)

    cheap = {
        row["method"]
        for row in read_table()
        if (row["dataset"], row["network"]) == MLP and row["equivalent_trainings"] == 1
    }
    lowest = sorted(cheap, key=lambda method: mean(MLP, method))[:3]
    assert lowest == ["fge", "snapshot", "line"]
    for method in ("two_lines", "multi_swag", "espro"):
        assert mean(MLP, "deep_ensemble") < mean(MLP, method) < mean(MLP, "single")
    assert mean(MLP, "spro") > mean(MLP, "single")
    for method in ("spro", "mc_dropout", "line", "bezier", "simplex"):
        assert mean(CIFAR, method, "accuracy") < mean(CIFAR, "single", "accuracy")
    members = {row["members"] for row in read_table() if row["method"] == "deep_ensemble"}
    assert members == {5}
