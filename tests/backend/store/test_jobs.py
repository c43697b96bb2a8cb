"""Laws of claims: one winner, stale attempts write nothing, ends are final."""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from itertools import chain
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from backend.contracts.runs import EventKind, Failure, FailureKind, JobPhase, RunRequest
from backend.store import events, jobs, landscapes, reconciler, runs
from backend.store.database import Database
from backend.store.errors import StaleAttempt
from backend.store.jobs import Claim
from tests.backend.store.stories import (
    LEASE,
    OVER,
    OWNER,
    claimed,
    epoch_result,
    finished,
    preview,
    progress,
    queued,
    recipe,
    reread,
    sent,
)

WRITES: dict[str, Callable[[Session, Claim], object]] = {
    "heartbeat": lambda session, claim: jobs.heartbeat(session, claim, progress()),
    "epoch": lambda session, claim: jobs.record_epoch(session, claim, epoch_result(1)),
    "preview": lambda session, claim: jobs.record_preview(session, claim, preview(1)),
    "checkpoint": lambda session, claim: jobs.record_checkpoint(session, claim, 10),
    "finish": lambda session, claim: jobs.finish_run(session, claim, JobPhase.COMPLETED),
    "release": jobs.release_run,
}


def test_of_eight_claimers_one_wins(url: str) -> None:
    databases = [Database(url) for _ in range(8)]
    line = [queued(databases[0]).id for _ in range(6)]
    barrier = Barrier(8)

    def claim_all(database: Database) -> list[bool]:
        won = []
        for run_id in line:
            barrier.wait()
            with database.write() as session:
                won.append(jobs.claim_run(session, run_id, "worker", LEASE) is not None)
        return won

    with ThreadPoolExecutor(8) as threads:
        rounds = zip(*threads.map(claim_all, databases), strict=True)
    assert [sum(won) for won in rounds] == [1] * len(line)
    for database in databases:
        database.close()


def claims(url: str, ids: list[str]) -> list[str]:
    """What one process wins."""
    database = Database(url)
    won = []
    for run_id in ids:
        with database.write() as session:
            if jobs.claim_run(session, run_id, "worker", LEASE):
                won.append(run_id)
    database.close()
    return won


def test_processes_never_win_the_same_run(
    url: str, database: Database, processes: Executor
) -> None:
    ids = [queued(database).id for _ in range(30)]
    won = processes.map(claims, [url] * 2, [ids, ids[::-1]])
    assert sorted(chain.from_iterable(won)) == sorted(ids)


def test_a_claim_counts_attempts_and_starts_the_run_once(database: Database) -> None:
    run = queued(database)
    first = claimed(database, run.id, OVER)
    second = claimed(database, run.id)
    assert (first.attempt, second.attempt) == (1, 2)
    assert first.run.started_at == second.run.started_at is not None
    assert second.run.phase == JobPhase.RUNNING
    assert second.run.queue_position is None


def test_a_run_whose_worker_reports_is_not_taken_over(database: Database) -> None:
    run = queued(database)
    claimed(database, run.id)
    with database.write() as session:
        assert jobs.claim_run(session, run.id, "other", LEASE) is None


@pytest.mark.parametrize("name", WRITES)
def test_a_stale_attempt_writes_nothing(database: Database, name: str) -> None:
    run = queued(database)
    stale = claimed(database, run.id, OVER)
    current = claimed(database, run.id)
    with database.read() as session:
        before = (runs.get(session, run.id), events.latest(session, run.id))
    with pytest.raises(StaleAttempt), database.write() as session:
        WRITES[name](session, stale)
    with database.write() as session:
        assert (runs.get(session, run.id), events.latest(session, run.id)) == before
        WRITES[name](session, current)


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("phase", [p for p in JobPhase if p.terminal])
def test_a_terminal_phase_never_changes(database: Database, phase: JobPhase, name: str) -> None:
    claim = claimed(database, queued(database).id, OVER)
    with database.write() as session:
        jobs.finish_run(session, claim, phase)
    ended = reread(database, claim.run.id)
    with pytest.raises(StaleAttempt), database.write() as session:
        WRITES[name](session, claim)
    with database.write() as session:
        assert jobs.claim_run(session, ended.id, "worker", LEASE) is None
        assert jobs.request_cancel(session, ended.id) == ended
        reconciler.reconcile(session, 0)
    assert reread(database, ended.id) == ended


def test_a_report_is_shown_and_kept_as_event(database: Database) -> None:
    claim = claimed(database, queued(database).id)
    with database.write() as session:
        assert jobs.heartbeat(session, claim, progress(3)) == jobs.Beat(cancel=False)
        assert jobs.heartbeat(session, claim, None) == jobs.Beat(cancel=False)
    with database.read() as session:
        kinds = [event.kind for event in events.after(session, claim.run.id, 0)]
    assert kinds == [EventKind.PHASE, EventKind.PHASE, EventKind.PROGRESS]
    assert reread(database, claim.run.id).progress == progress(3)


def test_a_heartbeat_keeps_the_run(database: Database) -> None:
    run = queued(database)
    claim = claimed(database, run.id, OVER)
    alive = Claim(claim.run, claim.attempt, LEASE)
    with database.write() as session:
        jobs.heartbeat(session, alive, None)
        assert jobs.claim_run(session, run.id, "other", LEASE) is None


def test_cancelling_a_queued_run_ends_it_and_a_running_one_is_asked(database: Database) -> None:
    waiting, running = queued(database), queued(database)
    claim = claimed(database, running.id)
    with database.write() as session:
        ended = jobs.request_cancel(session, waiting.id)
        asked = jobs.request_cancel(session, running.id)
        assert jobs.heartbeat(session, claim, None).cancel
        jobs.finish_run(session, claim, JobPhase.CANCELLED)
    assert ended is not None
    assert asked is not None
    assert (ended.phase, asked.phase, asked.cancel_requested) == ("cancelled", "running", True)
    assert reread(database, running.id).phase == JobPhase.CANCELLED


def test_a_cancelled_run_is_not_taken_over_but_ended(database: Database) -> None:
    run = queued(database)
    claimed(database, run.id, OVER)
    with database.write() as session:
        jobs.request_cancel(session, run.id)
        assert jobs.claim_run(session, run.id, "other", LEASE) is None
        reconciler.reconcile(session)
    assert reread(database, run.id).phase == JobPhase.CANCELLED


def test_a_failure_keeps_its_sentence(database: Database) -> None:
    claim = claimed(database, queued(database).id)
    failure = Failure(kind=FailureKind.DIVERGED, sentence="The loss became NaN.", log_tail="...")
    with database.write() as session:
        jobs.finish_run(session, claim, JobPhase.FAILED, failure=failure)
    assert reread(database, claim.run.id).failure == failure


def test_completing_a_run_queues_its_landscape(database: Database) -> None:
    run = finished(database)
    with database.read() as session:
        (landscape,) = landscapes.list_of_run(session, run.id)
        kinds = [event.kind for event in events.after(session, run.id, 0)][-3:]
    assert (landscape.phase, landscape.total_points) == (JobPhase.QUEUED, 33 * 33)
    assert kinds == [EventKind.PHASE, EventKind.LANDSCAPE, EventKind.EVALUATION]
    assert sent(database) == [("train", run.id), ("landscape", "")]


@pytest.mark.parametrize("phase", [JobPhase.FAILED, JobPhase.CANCELLED])
def test_a_run_that_was_not_completed_has_no_landscape(database: Database, phase: JobPhase) -> None:
    run = finished(database, phase=phase)
    with database.read() as session:
        assert landscapes.list_of_run(session, run.id) == []


def test_a_clean_stop_puts_the_run_back_and_rings(database: Database) -> None:
    run, later = queued(database), queued(database)
    claim = claimed(database, run.id)
    sent(database)
    with database.write() as session:
        jobs.release_run(session, claim)
    assert reread(database, run.id).phase == JobPhase.QUEUED
    assert reread(database, later.id).queue_position == 2
    assert sent(database) == [("train", run.id)]


def test_clean_stops_are_not_counted(database: Database) -> None:
    run = queued(database)
    for _ in range(10):
        claim = claimed(database, run.id)
        with database.write() as session:
            jobs.release_run(session, claim)
    assert claimed(database, run.id).attempt == 11


def test_a_clean_stop_of_a_cancelled_run_ends_it(database: Database) -> None:
    claim = claimed(database, queued(database).id)
    with database.write() as session:
        jobs.request_cancel(session, claim.run.id)
        jobs.release_run(session, claim)
    assert reread(database, claim.run.id).phase == JobPhase.CANCELLED


def test_three_silent_attempts_end_as_lost(database: Database) -> None:
    run = queued(database)
    for _ in range(3):
        claimed(database, run.id, OVER)
    with database.write() as session:
        assert jobs.claim_run(session, run.id, "worker", LEASE) is None
        reconciler.reconcile(session)
    ended = reread(database, run.id)
    assert (ended.phase, ended.attempt) == (JobPhase.FAILED, 3)
    assert ended.failure is not None
    assert ended.failure.kind == FailureKind.LOST


def test_a_later_checkpoint_clears_the_count_and_an_old_one_does_not(database: Database) -> None:
    run = queued(database)
    for step in (10, 20, 30, 40, 40, 40):
        claim = claimed(database, run.id, OVER)
        with database.write() as session:
            jobs.record_checkpoint(session, claim, step)
    claimed(database, run.id, OVER)
    with database.write() as session:
        reconciler.reconcile(session)
    assert reread(database, run.id).phase == JobPhase.FAILED


def test_a_retry_is_a_new_run(database: Database) -> None:
    failed = finished(database, phase=JobPhase.FAILED)
    with database.write() as session:
        retried = runs.create(session, RunRequest(recipe=recipe()), OWNER, retry_of=failed.id)
    assert (retried.retry_of, retried.phase) == (failed.id, JobPhase.QUEUED)
    assert reread(database, failed.id) == failed
