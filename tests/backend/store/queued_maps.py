"""Runs whose maps wait for workers."""

from backend.contracts.landscapes import LandscapeRequest
from backend.contracts.runs import Run
from backend.store import landscapes, line, turns
from backend.store.database import Database
from backend.store.tables import EvaluationRow
from backend.store.turns import Claim
from tests.backend.store.stories import LEASE, finished

MAP = LandscapeRequest(resolution=17)


def mapped(database: Database, *, evaluated: bool = False, request: LandscapeRequest = MAP) -> Run:
    """A completed run with one map to compute, and perhaps its evaluation."""
    run = finished(database)
    with database.write() as session:
        (first,) = landscapes.list_of_run(session, run.id)
        landscapes.delete(session, first.id)
        landscapes.create(session, run.id, request)
        if not evaluated:
            session.delete(session.get_one(EvaluationRow, run.id))
    return run


def map_of(database: Database, run: Run) -> str:
    with database.read() as session:
        (landscape,) = landscapes.list_of_run(session, run.id)
    return landscape.id


def watch(database: Database, *runs: Run) -> None:
    with database.write() as session:
        for run in runs:
            line.watch(session, run.id)


def take(database: Database, lease: float = LEASE) -> Claim | None:
    with database.write() as session:
        turn = turns.claim(session, "worker", lease)
    return turn and turn.claim
