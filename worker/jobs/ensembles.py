"""Answers what a hand-made ensemble is worth, beside the Deep Ensemble on the same images."""

import time
from collections.abc import Sequence

from backend.contracts.catalog import DATASETS
from backend.contracts.ensembles import (
    Ensemble,
    EnsembleFigures,
    EnsembleReply,
    EnsembleTask,
)
from worker.datasets import is_here
from worker.datasets.errors import DatasetUnavailable
from worker.evaluation.ensemble import figures
from worker.jobs.outputs import (
    foreign_images,
    networks_at,
    networks_drawn,
    retrainings,
    test_images,
)
from worker.jobs.process import Process
from worker.jobs.subspaces import completed_run, warm_subspace
from worker.jobs.warm import Shelf
from worker.prediction.output_cache import NamedExamples, Network
from worker.prediction.placement import placements
from worker.prediction.time_budget import TimeBudget

SMALL = "mlp"
"""The network that is fast enough for the whole test split."""
EXAMPLES = 2000
"""Of the test split, for all other networks."""


def ensemble(task: EnsembleTask, here: Process, budget: TimeBudget) -> EnsembleReply:
    return EnsembleReply(ensemble=_ensemble(task, here, budget))


def _ensemble(task: EnsembleTask, here: Process, budget: TimeBudget) -> Ensemble:
    started = time.perf_counter()
    recipe, context = completed_run(task.run, here).known_recipe(), warm_subspace(task.run, here)
    own = test_images(context, task.request.examples or _default_count(recipe.network))
    foreign, missing = _foreign(task, here)
    members = _members(task, here)
    reference = None
    if task.reference_run is not None:
        reference = _reference(task.reference_run, own, foreign, budget, here)
    return Ensemble(
        run=task.run,
        examples=len(own.examples),
        split_examples=len(context.data.test),
        foreign=None if foreign is None else task.request.foreign,
        foreign_examples=None if foreign is None else len(foreign.examples),
        foreign_here=_here(recipe.dataset, here),
        missing=missing,
        ensemble=_figures(members, own, foreign, budget, here),
        reference=reference,
        reference_run=task.reference_run,
        members=[place for each in members for place in placements([each.member], each.context)],
        seconds=time.perf_counter() - started,
    )


def _default_count(network: str) -> int | None:
    return None if network == SMALL else EXAMPLES


def _members(task: EnsembleTask, here: Process) -> list[Network]:
    request = task.request
    drawn = networks_drawn(request.sample, task.run, here) if request.sample else []
    return [*networks_at(request.points or [], task.run, here), *drawn]


def _here(dataset: str, here: Process) -> list[str]:
    folder = here.settings.data_path
    return [name for name in DATASETS[dataset].companions if is_here(name, folder)]


def _foreign(task: EnsembleTask, here: Process) -> tuple[NamedExamples | None, str | None]:
    """The foreign images, or a sentence that says why there are none."""
    if task.request.foreign is None:
        return None, None
    try:
        data = warm_subspace(task.run, here).data
        return foreign_images(task.request.foreign, data, here), None
    except DatasetUnavailable as missing:
        return None, str(missing)


def _figures(
    networks: Sequence[Network],
    own: NamedExamples,
    foreign: NamedExamples | None,
    budget: TimeBudget,
    here: Process,
) -> EnsembleFigures:
    said = here.warm.outputs.of
    there = None if foreign is None else said(networks, foreign, budget)
    return figures(said(networks, own, budget), own.examples.targets.cpu(), there)


def _reference(
    run_id: str,
    own: NamedExamples,
    foreign: NamedExamples | None,
    budget: TimeBudget,
    here: Process,
) -> EnsembleFigures:
    """Worked out once for the same images."""
    key = (run_id, own.name, None if foreign is None else foreign.name)
    return here.warm.find(
        Shelf.REFERENCE,
        key,
        lambda: _figures(retrainings(run_id, here), own, foreign, budget, here),
    )
