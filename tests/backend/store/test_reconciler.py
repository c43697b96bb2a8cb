"""Laws of the repair: what is unheard is rung again, and only that."""

from sqlalchemy.orm import Session

from backend.contracts.landscapes import LandscapeRequest
from backend.contracts.runs import FailureKind, JobPhase
from backend.store import landscapes, tiles, turns
from backend.store.database import Database
from backend.store.reconciler import AT_ONCE, reconcile
from tests.backend.store.stories import (
    LEASE,
    OVER,
    claimed,
    finish,
    finished,
    forget_rings,
    queued,
    reread,
    sent,
)

BELL = ""


def rung(database: Database, *, forget: bool = False) -> list[str]:
    """What one round rings; `forget`: long after the last ring, whose message was lost."""
    if forget:
        sent(database)
    with database.write() as session:
        if forget:
            forget_rings(session)
        return [entry.payload.get("id", "") for entry in reconcile(session)]


def test_a_run_is_rung_again_only_after_a_while(database: Database) -> None:
    run = queued(database)
    sent(database)
    assert rung(database) == []
    assert rung(database, forget=True) == [run.id]
    assert rung(database) == []


def test_a_message_that_was_not_sent_yet_is_not_doubled(database: Database) -> None:
    run = queued(database)
    with database.write() as session:
        forget_rings(session)
        assert reconcile(session) == []
    assert sent(database) == [("train", run.id)]


def test_a_silent_run_is_rung_and_taken_over(database: Database) -> None:
    run = queued(database)
    claimed(database, run.id, OVER)
    sent(database)
    assert rung(database) == [run.id]
    assert claimed(database, run.id).attempt == 2
    assert rung(database) == []


def test_ended_runs_are_left_alone(database: Database) -> None:
    finished(database, phase=JobPhase.FAILED)
    assert rung(database, forget=True) == []


def test_the_front_of_the_queue_is_rung_not_all_of_it(database: Database) -> None:
    line = [queued(database).id for _ in range(AT_ONCE + 3)]
    assert rung(database, forget=True) == line[:AT_ONCE]


def test_maps_and_evaluations_are_rung_while_nobody_takes_them(database: Database) -> None:
    finished(database)
    sent(database)
    assert rung(database) == []
    assert rung(database, forget=True) == [BELL]
    assert rung(database) == []
    with database.write() as session:
        while turns.claim(session, "worker", LEASE) is not None:
            pass
    assert rung(database, forget=True) == []


def test_one_bell_is_rung_for_all_that_waits(database: Database) -> None:
    for _ in range(3):
        finished(database)
    assert rung(database, forget=True) == [BELL]


def lose(session: Session, landscape: str, times: int) -> None:
    """The workers of its next piece, one after the other."""
    for _ in range(times):
        assert tiles.claim_tile(session, landscape, "worker", OVER) is not None


def test_workers_are_counted_as_lost_until_any_piece_is_finished(database: Database) -> None:
    run = finished(database)
    with database.write() as session:
        made = landscapes.create(session, run.id, LandscapeRequest(resolution=5))
        assert made is not None
        held = tiles.claim_tile(session, made.id, "worker", LEASE)
        lose(session, made.id, 2)
        assert held is not None
        finish(session, held)
        lose(session, made.id, 2)
        reconcile(session)
        going_on = landscapes.get(session, made.id)
    assert going_on is not None
    assert going_on.phase == JobPhase.RUNNING


def test_a_tile_that_kills_its_workers_fails_the_landscape(database: Database) -> None:
    run = finished(database)
    with database.write() as session:
        made = landscapes.create(session, run.id, LandscapeRequest(resolution=5))
        assert made is not None
        other = tiles.claim_tile(session, made.id, "worker", LEASE)
        assert other is not None
        finish(session, other)
        lose(session, made.id, 3)
        reconcile(session)
        ended = landscapes.get(session, made.id)
    assert ended is not None
    assert ended.failure is not None
    assert (ended.phase, ended.failure.kind) == (JobPhase.FAILED, FailureKind.LOST)
    assert reread(database, run.id).phase == JobPhase.COMPLETED
