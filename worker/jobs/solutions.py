"""Answers where networks lie among retrainings: scaled once for a run, kept, then added to."""

import time
from dataclasses import dataclass
from functools import cache

import torch

from backend.contracts.solutions import Solutions, SolutionsReply, SolutionsTask
from worker.evaluation.atlas import Atlas, atlas
from worker.evaluation.solutions import SolutionMap
from worker.jobs.ensembles import SMALL
from worker.jobs.outputs import networks_at, outputs_of, retrainings, test_images
from worker.jobs.process import Process
from worker.jobs.subspaces import completed_run, recent
from worker.metrics.scaling import stress
from worker.prediction.kept import Network
from worker.prediction.turn import Turn

IMAGES = 1000
"""A fixed random part of the test split."""
KEPT_MAPS = 16


@dataclass(frozen=True, eq=False)
class Drawn:
    """A map with what its networks are."""

    atlas: Atlas
    of: SolutionMap


def solutions(task: SolutionsTask, here: Process, turn: Turn) -> SolutionsReply:
    return SolutionsReply(solutions=_solutions(task, here, turn))


def _solutions(task: SolutionsTask, here: Process, turn: Turn) -> Solutions:
    started = time.perf_counter()
    drawn = _drawn(task, here, turn)
    images = test_images(recent().open(task.run, here), IMAGES)
    asked = networks_at(task.request.points, task.run, here)
    placed = drawn.of.placed(outputs_of(asked, images, turn)) if asked else []
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


def _drawn(task: SolutionsTask, here: Process, turn: Turn) -> Drawn:
    kept, key = _kept(), (task.run, task.reference_run)
    if key not in kept:
        while len(kept) >= KEPT_MAPS:
            kept.pop(next(iter(kept)))
        kept[key] = _draw(task, here, turn)
    return kept[key]


def _draw(task: SolutionsTask, here: Process, turn: Turn) -> Drawn:
    context = recent().open(task.run, here)
    small = completed_run(task.run, here).known_recipe().network == SMALL
    images = test_images(context, IMAGES)
    own = atlas(context, small=small)
    family = [Network(entry.member, context) for entry in own.entries]
    outputs = outputs_of(family, images, turn)
    compared = torch.empty(0, *outputs.shape[1:], dtype=torch.float64)
    if task.reference_run not in (None, task.run):
        others = retrainings(str(task.reference_run), here)
        compared = outputs_of(others, images, turn)
    return Drawn(own, SolutionMap.of(outputs, compared, images.examples.targets.cpu()))


@cache
def _kept() -> dict[tuple[str, str | None], Drawn]:
    return {}
