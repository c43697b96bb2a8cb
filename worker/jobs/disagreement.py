"""Answers how differently a landscape's networks label the images than the one at a point."""

import time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backend.contracts.disagreement import (
    Disagreement,
    DisagreementReply,
    DisagreementTask,
)
from backend.contracts.landscapes import Landscape
from backend.store import landscapes
from backend.store.image_results import FinishedTile, StoredImages, finished_tiles
from worker.engine.context import Context
from worker.engine.engine import Examples
from worker.engine.refusal import RequestRefused
from worker.jobs.outputs import networks_at
from worker.jobs.process import Process
from worker.jobs.replies import Gone
from worker.jobs.warm import Shelf
from worker.landscape.disagreement import Labels
from worker.landscape.disagreement import disagreement as differing
from worker.landscape.image_results import image_subset
from worker.prediction.output_cache import NamedExamples
from worker.prediction.time_budget import TimeBudget

DIGITS = 5
"""Decimals of a fraction: a thousand images resolve three, ten thousand four."""


class TileLabels(NamedTuple):
    """What one piece of a landscape keeps."""

    labels: Labels
    """(points, images)"""
    finite: NDArray[np.bool_]
    """Whether the numbers of a point's network are (points,)."""


def disagreement(task: DisagreementTask, here: Process, budget: TimeBudget) -> DisagreementReply:
    return DisagreementReply(disagreement=_disagreement(task, here, budget))


def _disagreement(task: DisagreementTask, here: Process, budget: TimeBudget) -> Disagreement:
    started = time.perf_counter()
    with here.database.read() as session:
        landscape = landscapes.get(session, task.landscape)
        pieces = finished_tiles(session, task.landscape)
    images = here.image_results.images(task.landscape)
    if landscape is None or images is None:
        raise Gone(f"landscape {task.landscape} was deleted; ask for another one")
    own = _own_labels(task, landscape, here, budget)
    return Disagreement(
        landscape=landscape.id,
        split=landscape.request.split,
        images=len(images.indices),
        disagreement=_grid(landscape, pieces, images, own, here),
        completed_points=landscape.completed_points,
        total_points=landscape.total_points,
        seconds=time.perf_counter() - started,
    )


def _own_labels(
    task: DisagreementTask, landscape: Landscape, here: Process, budget: TimeBudget
) -> Labels:
    """Given by the network at the point to the images that the landscape keeps (images,)."""
    try:
        (network,) = networks_at([task.request.point], task.run, here)
    except RequestRefused as refusal:  # of the first of several points, as it sees it
        pointer = refusal.pointer.replace("/points/0", "/point", 1)
        raise RequestRefused(pointer, refusal.sentence) from refusal
    shown = _shown(network.context, landscape)
    (outputs,) = here.warm.outputs.of([network], shown, budget)
    labels: Labels = outputs.argmax(dim=-1).numpy()
    return labels


def _shown(context: Context, landscape: Landscape) -> NamedExamples:
    """The images that the landscape keeps its answers to."""
    request = landscape.request
    examples = context.examples(request.split, request.max_examples)
    columns = image_subset(context, request).columns
    name = context.data.sha256, request.split, len(examples)
    if len(columns) == len(examples):
        return NamedExamples(name, examples)
    chosen = columns.to(examples.targets.device)
    few = Examples(examples.images[chosen], examples.targets[chosen])
    return NamedExamples((*name, len(columns)), few)


def _grid(
    landscape: Landscape,
    pieces: list[FinishedTile],
    images: StoredImages,
    own: Labels,
    here: Process,
) -> list[list[float | None]]:
    columns, rows = landscape.request.sides
    grid: list[list[float | None]] = [[None] * columns for _ in range(rows)]
    for piece in pieces:
        found = _labels_of(landscape.id, piece, images, here)
        if found is None:
            continue
        parts = differing(found.labels, own.astype(found.labels.dtype)).round(DIGITS)
        known = zip(piece.indices, parts.tolist(), found.finite.tolist(), strict=True)
        for (row, column), part, finite in known:
            grid[row][column] = part if finite else None
    return grid


def _labels_of(
    landscape: str, piece: FinishedTile, images: StoredImages, here: Process
) -> TileLabels | None:
    """A finished piece never changes: read once while its landscape is looked at."""
    memory: dict[tuple[int, int], TileLabels] = here.warm.find(Shelf.LABELS, landscape, dict)
    key = piece.number, piece.attempt
    if key not in memory:
        every = np.arange(len(images.indices))
        table = here.image_results.tile(landscape, piece, images, every)
        if table is None:
            return None
        memory[key] = TileLabels(
            np.ascontiguousarray(table["label"].T), np.isfinite(table["loss"][0])
        )
    return memory[key]
