"""How well a few retrainings foretell a further one.

Run as `python -m benchmarks.results.retrainings_table`. Trains many members of one procedure (or
reads them), takes 2, 3, 5 and 10 of them at random, and scores what they foretell of the
probability of their leading class on all the others: the usual t interval of each image, the
log-odds pooled over similar images, and the moderated form. Draws share networks, so that standard
errors are those of leaving out one network after the other. Training goes on where it was stopped.
Writes docs/results/retraining-intervals.csv.
"""

import argparse
import csv
from collections.abc import Callable, Iterator
from math import isnan
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import torch
from rich.progress import Progress as Bar
from torch import Tensor

from backend.contracts.recipes import Recipe
from backend.contracts.settings import Settings
from benchmarks.results.cells import ENSEMBLE, Cell
from benchmarks.results.jackknife import standard_error
from benchmarks.results.training import SUBSPACE, finished, train_slice
from worker.datasets import load
from worker.datasets.data import Data
from worker.evaluation.networks import networks_of, outputs_of
from worker.jobs.subspaces import context_of
from worker.machine.device import choose_device, prepare
from worker.metrics.further import Further, flip_risk, flipped, moderated, pooled
from worker.metrics.intervals import (
    Interval,
    IntervalScore,
    interval_score,
    probability_interval,
    usual_interval,
    winkler,
)
from worker.metrics.predictive import log_predictive
from worker.metrics.prior import fitted_prior
from worker.metrics.spread import Spread, log_odds, margins, pooled_spread
from worker.metrics.student import NORMAL
from worker.training import TrainedSubspace

FOLDER = Path.home() / ".cache" / "paysage" / "results"
TABLE = Path(__file__).parents[2] / "docs" / "results" / "retraining-intervals.csv"
SEED = 1000
MEMBERS, REPEATS = (2, 3, 5, 10), 200
FORETOLD: dict[str, Callable[[Spread], Further]] = {
    "pooled log-odds": pooled,
    "moderated log-odds, d0 = 10": moderated,
    "moderated log-odds, d0 fitted": lambda spread: moderated(spread, fitted_prior(spread)),
}


class Score(NamedTuple):
    """Of one interval that some networks foretell."""

    means: IntervalScore
    by_network: Tensor
    """Winkler score of each held-out network (networks,); nan for those that were taken."""


class Row(NamedTuple):
    """Means over repeats."""

    dataset: str
    network: str
    epochs: int
    retrainings: int
    """In all; those that were not taken are foretold."""
    members: int
    interval: str
    repeats: int
    winkler: float
    winkler_standard_error: float | str
    """Of the choice of networks; none where they are scored on what was fitted to them."""
    coverage: float
    coverage_of_most_uncertain_fifth: float
    flips_expected: float | str
    flips_happened: float | str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="of checkpoints and weights")
    parser.add_argument("--subspaces", type=Path, nargs="*", help="read these ensembles instead")
    parser.add_argument("--dataset", default="mnist")
    parser.add_argument("--network", default="mlp")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--retrainings", type=int, default=36)
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    settings = Settings()
    device = choose_device(settings.device)
    prepare(device, given.threads)
    recipe = Recipe(
        dataset=given.dataset,
        network=given.network,
        method=ENSEMBLE,
        epochs=given.epochs,
        seed=SEED,
        options={"members": given.retrainings},
    )
    data = load(recipe.dataset, recipe.dataset_options, settings.data_path, device)
    files = given.subspaces or [_trained(recipe, data, device, given.folder)]
    members = torch.cat([_outputs(file, recipe, data, device) for file in files])
    write(list(rows(members, recipe)))
    print(TABLE.read_text())


def _trained(recipe: Recipe, data: Data, device: torch.device, root: Path) -> Path:
    cell = Cell(recipe, samples=0)
    with Bar() as bar:
        while not finished(root / cell.name):
            train_slice(cell, data, device, root, bar)
    return root / cell.name / SUBSPACE


def _outputs(file: Path, recipe: Recipe, data: Data, device: torch.device) -> Tensor:
    """Log-probabilities (members, examples, classes) on the test split."""
    subspace = TrainedSubspace.from_bytes(file.read_bytes())
    context = context_of(file.stem, recipe, subspace, data, device)
    networks = networks_of(context, len(subspace.vertices))
    return outputs_of(networks, context.examples("test"), context).sample


def rows(members: Tensor, recipe: Recipe) -> Iterator[Row]:
    """Of log-probabilities (members, examples, classes) of all retrainings."""
    generator = torch.Generator().manual_seed(SEED)
    known = [_known(members)]
    yield _row(recipe, members, len(members), "all known, scored on themselves", known, [])
    for count in (count for count in MEMBERS if count < len(members)):
        scores: dict[str, list[Score]] = {}
        flips: dict[str, list[tuple[float, float]]] = {}
        for _ in range(REPEATS):
            order = torch.randperm(len(members), generator=generator)
            own, others = members[order[:count]], members[order[count:]]
            for name, foretold, values in _foretold(own, others):
                scores.setdefault(name, []).append(_score(foretold, values, order))
            for name, expected, happened in _flips(own, others):
                flips.setdefault(name, []).append((expected, happened))
        for name, found in scores.items():
            yield _row(recipe, members, count, name, found, flips.get(name, []))


def _foretold(own: Tensor, others: Tensor) -> Iterator[tuple[str, Interval, Tensor]]:
    """Intervals of the probability of the class that the members' mean names, and what came."""
    leading = log_predictive(own).argmax(dim=-1)
    odds, held_out = log_odds(own, leading), log_odds(others, leading).sigmoid()
    yield "usual t interval, within 0 and 1", usual_interval(odds, population="test"), held_out
    spread = pooled_spread(odds, population="test")
    for name, form in FORETOLD.items():
        yield name, probability_interval(form(spread)), held_out


def _score(foretold: Interval, held_out: Tensor, order: Tensor) -> Score:
    """Against the last of the networks in `order` (networks,)."""
    by_network = torch.full((len(order),), torch.nan, dtype=torch.float64)
    by_network[order[-len(held_out) :]] = winkler(foretold, held_out).mean(dim=1)
    return Score(interval_score(foretold, held_out), by_network)


def _known(members: Tensor) -> Score:
    """The limit: the mean and the spread of each image's log-odds as all retrainings give them.

    A limit, not a result: it is scored on the very networks that it was fitted to.
    """
    odds = log_odds(members, log_predictive(members).argmax(dim=-1))
    limit = Further("test", odds.mean(dim=0), odds.std(dim=0), NORMAL)
    found = interval_score(probability_interval(limit), odds.sigmoid())
    return Score(found, torch.full((len(members),), torch.nan))


def _flips(own: Tensor, others: Tensor) -> Iterator[tuple[str, float, float]]:
    """Labels that one further retraining was expected to change, and that the others changed."""
    margin = pooled_spread(margins(own), population="test")
    happened = float(flipped(own, others).double().mean(dim=0).sum())
    for name, form in FORETOLD.items():
        yield name, float(flip_risk(form(margin)).sum()), happened


def _row(
    recipe: Recipe,
    members: Tensor,
    count: int,
    name: str,
    scores: list[Score],
    flips: list[tuple[float, float]],
) -> Row:
    means = [score.means for score in scores]
    error = standard_error(torch.stack([score.by_network for score in scores]))
    expected, happened = (
        [round(fmean(column), 1) for column in zip(*flips, strict=True)] if flips else ["", ""]
    )
    return Row(
        dataset=recipe.dataset,
        network=recipe.network,
        epochs=recipe.epochs,
        retrainings=len(members),
        members=count,
        interval=name,
        repeats=len(scores),
        winkler=round(fmean(score.winkler.value for score in means), 5),
        winkler_standard_error="" if isnan(error) else round(error, 5),
        coverage=round(fmean(score.coverage.value for score in means), 4),
        coverage_of_most_uncertain_fifth=round(
            fmean(score.uncertain_coverage.value for score in means), 4
        ),
        flips_expected=expected,
        flips_happened=happened,
    )


def write(found: list[Row]) -> None:
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    with TABLE.open("w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(Row._fields)
        table.writerows(found)


if __name__ == "__main__":
    main()
