"""Laws of runs that start from others."""

import pytest

from backend.contracts.runs import FailureKind, JobPhase
from backend.store import jobs, reconciler, runs
from backend.store.database import Database
from tests.backend.store.stories import (
    LEASE,
    claimed,
    finished,
    forget_rings,
    queued,
    reread,
    sent,
)


def test_a_run_waits_until_all_it_needs_is_completed(database: Database) -> None:
    first, second = queued(database), queued(database)
    curve = queued(database, needs=[first.id, second.id])
    assert curve.waits_for == [first.id, second.id]
    for needed in (first, second):
        with database.write() as session:
            assert jobs.claim_run(session, curve.id, "worker", LEASE) is None
        claim = claimed(database, needed.id)
        with database.write() as session:
            jobs.finish_run(session, claim, JobPhase.COMPLETED)
    assert reread(database, curve.id).waits_for == []
    assert [run_id for queue, run_id in sent(database) if queue == "train"] == [
        first.id,
        second.id,
        curve.id,
    ]
    claimed(database, curve.id)


def test_a_waiting_run_is_not_rung(database: Database) -> None:
    ensemble = queued(database, "deep_ensemble")
    queued(database, needs=[ensemble.id])
    sent(database)
    with database.write() as session:
        forget_rings(session)
        rung = reconciler.reconcile(session)
    assert [entry.payload["id"] for entry in rung] == [ensemble.id]


def test_a_run_of_completed_ones_starts_at_once(database: Database) -> None:
    ensemble = finished(database, "deep_ensemble")
    sent(database)
    curve = queued(database, needs=[ensemble.id])
    assert sent(database) == [("train", curve.id)]


@pytest.mark.parametrize("phase", [JobPhase.FAILED, JobPhase.CANCELLED])
def test_a_run_fails_with_what_it_needs_and_so_on(database: Database, phase: JobPhase) -> None:
    ensemble = queued(database, "deep_ensemble")
    curve = queued(database, needs=[ensemble.id])
    second = queued(database, needs=[curve.id])
    claim = claimed(database, ensemble.id)
    with database.write() as session:
        jobs.finish_run(session, claim, phase)
    for run, needed in ((curve, ensemble), (second, curve)):
        failure = reread(database, run.id).failure
        assert failure is not None
        assert failure.kind == FailureKind.REQUEST
        assert needed.id in failure.sentence
        assert needed.name in failure.sentence


def test_a_run_fails_when_what_it_needs_is_cancelled_in_the_queue(database: Database) -> None:
    ensemble = queued(database, "deep_ensemble")
    curve = queued(database, needs=[ensemble.id])
    with database.write() as session:
        jobs.request_cancel(session, ensemble.id)
    assert reread(database, curve.id).phase == JobPhase.FAILED


def test_a_run_fails_when_what_it_needs_is_deleted(database: Database) -> None:
    ensemble = finished(database, "deep_ensemble")
    curve = queued(database, needs=[ensemble.id])
    with database.write() as session:
        runs.delete(session, ensemble.id)
    failed = reread(database, curve.id)
    assert failed.failure is not None
    assert failed.failure.sentence.endswith("which was deleted.")


def test_runs_that_have_ended_are_left_alone(database: Database) -> None:
    ensemble = finished(database, "deep_ensemble")
    curve = finished(database, needs=[ensemble.id])
    with database.write() as session:
        runs.delete(session, ensemble.id)
    assert reread(database, curve.id).phase == JobPhase.COMPLETED
