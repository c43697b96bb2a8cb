"""Computes a landscape tile by tile; any number of workers share one, each tile has one owner."""

from functools import cache

from backend.contracts.landscapes import Landscape
from backend.store import landscapes, tiles
from backend.store.errors import StaleAttempt
from backend.store.tiles import TileClaim
from worker import stopping
from worker.jobs.answers import keeping
from worker.jobs.failures import failure_of
from worker.jobs.pace import RENEW_SECONDS, at_most_every
from worker.jobs.process import LOG, Process, process, release_memory
from worker.jobs.subspaces import Recent
from worker.landscape.grid import survey, tile_scores, update_of
from worker.landscape.profile import profile

_KEPT_SUBSPACES = 1


@cache
def _recent() -> Recent:
    return Recent(_KEPT_SUBSPACES)


def compute_landscape(landscape_id: str) -> None:
    """Take tiles of a landscape until none is left to take."""
    here = process()
    try:
        _take_tiles(landscape_id, here)
    finally:
        _recent.cache_clear()
        release_memory()


def _take_tiles(landscape_id: str, here: Process) -> None:
    helped = False
    while not stopping.requested():
        claim = _claim(landscape_id, here)
        if claim is None:
            return
        if not helped:
            helped = _call_helper(landscape_id, here)
        try:
            _compute(claim, here)
        except StaleAttempt:
            LOG.info("tile %s of %s was taken over or cancelled", claim.number, landscape_id)
        except Exception as error:
            LOG.exception("landscape %s failed", landscape_id)
            _fail(landscape_id, error, here)
            return
        stopping.exit_if_orphaned()


def _claim(landscape_id: str, here: Process) -> TileClaim | None:
    with here.database.write() as session:
        return tiles.claim_tile(session, landscape_id, here.name, here.settings.lease_seconds)


def _call_helper(landscape_id: str, here: Process) -> bool:
    with here.database.write() as session:
        called = landscapes.call_helper(session, landscape_id)
    if called:
        here.ring_outbox()
    return True


def _compute(claim: TileClaim, here: Process) -> None:
    landscape = _landscape(claim, here)
    context = _recent().open(landscape.run, here).through(landscape.request.plane.vertices)
    renew = at_most_every(RENEW_SECONDS, lambda: _renew(claim, here))
    context.engine.pulse = renew
    geometry = landscape.geometry
    if geometry is None:
        geometry = survey(context, landscape.request)
        examples = len(context.examples(landscape.request.split, landscape.request.max_examples))
        with here.database.write() as session:
            landscapes.begin(session, landscape.id, geometry, examples)
    if claim.profile:
        path = profile(context, landscape.request, pulse=renew)
        with here.database.write() as session:
            tiles.save_profile(session, claim, path)
    else:
        scores = tile_scores(context, landscape.request, geometry, claim.indices)
        update = update_of(scores, landscape.request, claim.indices)
        kept = keeping(claim, context, landscape.request, scores, here)
        with kept, here.database.write() as session:
            tiles.finish_tile(session, claim, update)
    here.ring(landscape.id)
    here.ring(landscape.run)


def _landscape(claim: TileClaim, here: Process) -> Landscape:
    with here.database.read() as session:
        landscape = landscapes.get(session, claim.landscape_id)
    if landscape is None:  # deleted since the claim
        raise StaleAttempt(claim.landscape_id, claim.attempt)
    return landscape.model_copy(update={"request": landscape.request.requested()})


def _renew(claim: TileClaim, here: Process) -> None:
    with here.database.write() as session:
        tiles.renew_tile(session, claim)


def _fail(landscape_id: str, error: Exception, here: Process) -> None:
    with here.database.write() as session:
        landscapes.fail(session, landscape_id, failure_of(error))
    here.ring(landscape_id)
