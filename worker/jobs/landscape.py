"""Computes one piece of a landscape; any number of workers share one, each piece has one owner."""

from functools import partial
from math import inf

from backend.contracts.landscapes import Geometry, Landscape
from backend.contracts.tiling import PIECE_SECONDS
from backend.store import landscapes, tiles
from backend.store.errors import StaleAttempt
from backend.store.tiles import TileClaim
from worker.engine.context import Context
from worker.jobs.failures import failure_of
from worker.jobs.image_results import keeping
from worker.jobs.pace import Pulse
from worker.jobs.process import Process
from worker.jobs.subspaces import warm_subspace
from worker.jobs.warm import Shelf
from worker.landscape.grid import survey, tile_scores, update_of
from worker.landscape.profile import joined, profile_part


def compute_piece(claim: TileClaim, here: Process, pulse: Pulse) -> None:
    """Grid points or a part of the profile, as far as there is time.

    Args:
        claim: Of the piece.
        here: Whose piece it is.
        pulse: Called every few points.
    """
    landscape = _landscape(claim, here)
    context = warm_subspace(landscape.run, here, Shelf.TURNS).through(
        landscape.request.plane.vertices
    )
    context.engine.pulse = pulse
    geometry = landscape.geometry or _begin(landscape, context, here)
    request, seconds = landscape.request, PIECE_SECONDS if claim.divisible else inf
    if claim.part:
        part, rest = profile_part(context, request, claim.part, seconds)
        with here.database.write() as session:
            tiles.save_profile(session, claim, partial(joined, part=part), rest)
    else:
        scores = tile_scores(context, request, geometry, claim.indices, seconds)
        update = update_of(scores, request, claim.indices)
        kept = keeping(claim, context, request, scores, here)
        with kept, here.database.write() as session:
            tiles.finish_tile(session, claim, update)
    here.ring(landscape.id)
    here.ring(landscape.run)


def _begin(landscape: Landscape, context: Context, here: Process) -> Geometry:
    """Say where the plane lies; several workers may, and say the same."""
    geometry = survey(context, landscape.request)
    examples = len(context.examples(landscape.request.split, landscape.request.max_examples))
    with here.database.write() as session:
        landscapes.begin(session, landscape.id, geometry, examples)
    return geometry


def _landscape(claim: TileClaim, here: Process) -> Landscape:
    with here.database.read() as session:
        landscape = landscapes.get(session, claim.landscape_id)
    if landscape is None:  # deleted since the claim
        raise StaleAttempt(claim.landscape_id, claim.attempt)
    return landscape.model_copy(update={"request": landscape.request.requested()})


def fail(landscape_id: str, error: Exception, here: Process) -> None:
    with here.database.write() as session:
        landscapes.fail(session, landscape_id, failure_of(error))
    here.ring(landscape_id)
