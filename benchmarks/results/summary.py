"""The rows of the table by data set, network and method: mean over seeds and its uncertainty."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from math import sqrt
from pathlib import Path
from statistics import mean, stdev
from typing import Any

from backend.contracts.catalog import METHODS as CATALOGUED
from benchmarks.results.cells import METHODS

SUMMARY = Path("docs/results/methods.md")
HEADER = """# Every method, as measured

Written by `make results` from [methods.csv](methods.csv). Mean over seeds and, from two seeds on,
its standard uncertainty s / sqrt(n) in the last digits; n counts seeds. Lower is better but for
accuracy. Cost is in plain trainings, networks that a method starts from included. *Former*: taken
before the method was trained as it is now (`revision` in the rows), and so not true of it.
"""
KEYS = ("dataset", "network", "method", "seed")
COLUMNS = ("accuracy", "nll", "calibrated_nll", "ece")

Row = Mapping[str, Any]


def summary(rows: Sequence[Row]) -> str:
    """Markdown: one table for each data set and network."""
    kept = [row for row in rows if "failure" not in row]
    parts = [HEADER]
    for (dataset, network), own in groupby(kept, key=lambda row: (row["dataset"], row["network"])):
        group = list(own)
        first = group[0]
        parts.append(
            f"## {dataset}, {network}: {first['training_images']:,} training images, "
            f"{first['epochs']} epochs\n\n"
            "| method | n | cost | accuracy | NLL | calibrated NLL | ECE |\n"
            "| --- | --- | --- | --- | --- | --- | --- |\n" + "".join(_lines(group))
        )
    failed = [row for row in rows if "failure" in row]
    parts += [f"{', '.join(str(row[k]) for k in KEYS)}: {row['failure']}\n" for row in failed]
    return "\n".join(parts)


def _lines(group: Sequence[Row]) -> Iterable[str]:
    for method in METHODS:
        own = [row for row in group if row["method"] == method]
        current = [row for row in own if row["revision"] == CATALOGUED[method].revision]
        former = [row for row in own if row not in current]
        if rows := current or former:
            cells = " | ".join(with_uncertainty([row[name] for row in rows]) for name in COLUMNS)
            cost = f"{rows[0]['equivalent_trainings']:g}"
            name = f"`{method}`" if current else f"`{method}`, former"
            yield f"| {name} | {len(rows)} | {cost} | {cells} |\n"


def with_uncertainty(values: Sequence[float]) -> str:
    """Such as .9843(2): the digits in brackets are those of the standard uncertainty.

    A fifth decimal, the last of the rows, is shown where the uncertainty is less than half of the
    fourth; where it is less than half of that too, (<1) stands.
    """
    if len(values) < 2:
        return _fraction(mean(values), 4)
    error = stdev(values) / sqrt(len(values))
    decimals = 4 if round(1e4 * error) else 5
    return f"{_fraction(mean(values), decimals)}({round(10**decimals * error) or '<1'})"


def _fraction(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".removeprefix("0")
