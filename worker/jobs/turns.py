"""What a landscape worker does: turn after turn the piece of work that the store gives it."""

from contextlib import suppress
from time import monotonic

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from backend.store import evaluations, tiles, turns
from backend.store.errors import StaleAttempt
from backend.store.evaluations import EvaluationClaim
from backend.store.turns import Claim, TakenTurn
from worker.jobs import evaluate, landscape
from worker.jobs.pace import RENEW_SECONDS, Released, at_most_every, meanwhile, unless_busy
from worker.jobs.process import LOG, Process, process, release_memory
from worker.jobs.warm import Shelf
from worker.machine import stopping

HOLD_SECONDS = 3.0
"""Between two looks from beside the work: several in a lease, and in the time left at a stop."""


class GaveWay(Released):
    """The work goes back: somebody waits for a first picture."""


def take_turns() -> None:
    """Until no work is left to take; a bell that rings twice does no harm."""
    here = process()
    helped, before = False, None
    while not stopping.requested():
        turn = _next(here, before)
        if turn is None:
            break
        helped = helped or _call_helper(here)
        begun = monotonic()
        take(turn.claim, here)
        before = turn, monotonic() - begun
        stopping.exit_if_orphaned()
    here.warm.clear(Shelf.TURNS, Shelf.EVALUATOR)
    release_memory()


def _next(here: Process, before: tuple[TakenTurn, float] | None) -> TakenTurn | None:
    """The next turn, once the one before is charged the seconds that it took."""
    with here.database.write() as session:
        if before is not None:
            turns.settle(session, *before)
        return turns.claim(session, here.name, here.settings.lease_seconds)


def _call_helper(here: Process) -> bool:
    with here.database.write() as session:
        called = turns.call_helper(session)
    if called:
        here.ring_outbox()
    return True


def take(claim: Claim, here: Process) -> None:
    """One turn, whatever comes of it."""
    try:
        with meanwhile(lambda: _hold(claim, here), HOLD_SECONDS):
            work(claim, here)
    except StaleAttempt:
        LOG.info("%s was taken over, cancelled or deleted", claim)
    except Released as reason:
        # It was given back from beside, or taken over; or its lease runs out.
        with suppress(StaleAttempt), unless_busy(claim):
            _release(claim, here, gave_way=isinstance(reason, GaveWay))
    except OperationalError:
        LOG.warning("%s could not be saved; once its lease has run out it is done again", claim)
    except Exception as error:
        LOG.exception("%s failed", claim)
        _fail(claim, error, here)


def work(claim: Claim, here: Process) -> None:
    pulse = at_most_every(RENEW_SECONDS, lambda: _renew(claim, here))
    if isinstance(claim, EvaluationClaim):
        evaluate.evaluate_next(claim, here, pulse)
    else:
        landscape.compute_piece(claim, here, pulse)


def _hold(claim: Claim, here: Process) -> None:
    """Keep the lease while a long pass lasts, or give it back as the worker stops.

    Whoever kills the worker in that pass then costs the piece no attempt.
    """
    with suppress(StaleAttempt), unless_busy(claim):
        if stopping.requested():
            _release(claim, here)
        else:
            with here.database.write() as session:
                _keep(session, claim)


def _keep(session: Session, claim: Claim) -> None:
    if isinstance(claim, EvaluationClaim):
        evaluations.renew(session, claim)
    else:
        tiles.renew_tile(session, claim)


def _renew(claim: Claim, here: Process) -> None:
    stopping.exit_if_orphaned()
    if stopping.requested():
        raise Released
    with unless_busy(claim):
        with here.database.write() as session:
            _keep(session, claim)
            gives_way = turns.gives_way(session, claim)
        if gives_way:
            raise GaveWay


def _release(claim: Claim, here: Process, *, gave_way: bool = False) -> None:
    with here.database.write() as session:
        if isinstance(claim, EvaluationClaim):
            evaluations.release(session, claim, gave_way=gave_way)
        else:
            tiles.release_tile(session, claim, gave_way=gave_way)
    here.ring_outbox()


def _fail(claim: Claim, error: Exception, here: Process) -> None:
    if isinstance(claim, EvaluationClaim):
        evaluate.fail(claim.run_id, error, here)
    else:
        landscape.fail(claim.landscape_id, error, here)
