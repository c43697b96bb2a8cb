"""The turns of a landscape worker that has one map, or one evaluation, and nothing else."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from backend.store import evaluations, tiles
from backend.store.turns import Claim
from worker.jobs.process import Process
from worker.jobs.turns import take

LEASE = 60.0


def compute(here: Process, landscape: str) -> None:
    """All of its pieces that are left."""
    _work(here, lambda session: tiles.claim_tile(session, landscape, here.name, LEASE))


def evaluate(here: Process, run: str) -> None:
    """All of its sets that are left."""
    _work(here, lambda session: evaluations.claim(session, run, here.name, LEASE))


def _work(here: Process, claimed: Callable[[Session], Claim | None]) -> None:
    while True:
        with here.database.write() as session:
            claim = claimed(session)
        if claim is None:
            return
        take(claim, here)
