"""Answers where networks lie among retrainings: scaled once for a run, kept, then added to."""

import time
from dataclasses import dataclass

import torch

from backend.contracts.solutions import Solutions, SolutionsReply, SolutionsTask
from worker.evaluation.atlas import Atlas, atlas
from worker.evaluation.solutions import SolutionMap
from worker.jobs.ensembles import SMALL
from worker.jobs.outputs import networks_at, retrainings, test_images
from worker.jobs.process import Process
from worker.jobs.subspaces import completed_run, warm_subspace
from worker.jobs.warm import Shelf
from worker.metrics.scaling import stress
from worker.prediction.output_cache import Network
from worker.prediction.time_budget import TimeBudget

IMAGES = 1000
"""A fixed random part of the test split."""


@dataclass(frozen=True, eq=False)
class AtlasMap:
    """A map with what its networks are."""

    atlas: Atlas
    of: SolutionMap


def solutions(task: SolutionsTask, here: Process, budget: TimeBudget) -> SolutionsReply:
    return SolutionsReply(solutions=_solutions(task, here, budget))


def _solutions(task: SolutionsTask, here: Process, budget: TimeBudget) -> Solutions:
    started = time.perf_counter()
    drawn = _warm_map(task, here, budget)
    images = test_images(warm_subspace(task.run, here), IMAGES)
    asked = networks_at(task.request.points, task.run, here)
    placed = drawn.of.placed(here.warm.outputs.of(asked, images, budget)) if asked else []
    return Solutions(
        run=task.run,
        reference_run=task.reference_run,
        images=len(images.examples),
        networks=drawn.of.solutions(drawn.atlas.entries),
        edges=drawn.atlas.edges,
        placed=placed,
        stress=stress(drawn.of.base),
        explained=drawn.of.base.explained,
        reach=drawn.of.reach(),
        seconds=time.perf_counter() - started,
    )


def _warm_map(task: SolutionsTask, here: Process, budget: TimeBudget) -> AtlasMap:
    key = task.run, task.reference_run
    return here.warm.find(Shelf.SOLUTIONS, key, lambda: _fresh_map(task, here, budget))


def _fresh_map(task: SolutionsTask, here: Process, budget: TimeBudget) -> AtlasMap:
    context = warm_subspace(task.run, here)
    small = completed_run(task.run, here).known_recipe().network == SMALL
    images = test_images(context, IMAGES)
    own = atlas(context, small=small)
    family = [Network(entry.member, context) for entry in own.entries]
    outputs = here.warm.outputs.of(family, images, budget)
    compared = torch.empty(0, *outputs.shape[1:], dtype=torch.float64)
    if task.reference_run not in (None, task.run):
        others = retrainings(str(task.reference_run), here)
        compared = here.warm.outputs.of(others, images, budget)
    return AtlasMap(own, SolutionMap.of(outputs, compared, images.examples.targets.cpu()))
