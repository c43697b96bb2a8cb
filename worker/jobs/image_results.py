"""Keeps what a tile says about every image: its file first, then its row, never a row alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from backend.contracts.landscapes import LandscapeRequest
from backend.store import landscapes
from backend.store.errors import StaleAttempt
from backend.store.image_results import StoredImages
from backend.store.tiles import TileClaim
from worker.engine.context import Context
from worker.engine.scores import Scores
from worker.jobs.process import Process
from worker.landscape.image_results import image_results, image_subset


@contextmanager
def keeping(
    claim: TileClaim, context: Context, request: LandscapeRequest, scores: Scores, here: Process
) -> Iterator[None]:
    """Write a tile's answers; within, its row is committed, or the answers are taken back."""
    store = here.image_results
    chosen = image_subset(context, request)
    images = StoredImages(chosen.indices, chosen.targets, scores.classes)
    store.write_images(claim.landscape_id, images)
    store.write_tile(
        claim.landscape_id,
        claim.number,
        claim.attempt,
        image_results(scores, chosen.columns),
        scores.classes,
    )
    try:
        yield
    except StaleAttempt:
        _take_back(claim, here)
        raise
    if claim.attempt > 1:
        store.drop_others(claim.landscape_id, claim.number, claim.attempt)


def _take_back(claim: TileClaim, here: Process) -> None:
    with here.database.read() as session:
        gone = landscapes.get(session, claim.landscape_id) is None
    if gone:  # deleted since, perhaps before the file was written
        here.image_results.remove(claim.landscape_id)
    else:
        here.image_results.drop(claim.landscape_id, claim.number, claim.attempt)
