"""Laws of evaluations: one job a run, its finished sets outlive its worker."""

import pytest

from backend.contracts.evaluation import EvaluationResult
from backend.contracts.quality import SetEvaluation
from backend.contracts.runs import EventKind, Failure, FailureKind, JobPhase
from backend.store import evaluations, events, landscapes
from backend.store.artifacts import StoredFile, files_of
from backend.store.database import Database
from backend.store.errors import StaleAttempt
from backend.store.evaluations import EvaluationClaim, StoredEvaluation
from backend.store.reconciler import reconcile
from tests.backend.store.stories import LEASE, OVER, finished, forget_rings, sent


def made(name: str) -> SetEvaluation:
    return SetEvaluation(name=name, kind="corrupted", examples=9, networks=2)


def read(database: Database, run: str) -> StoredEvaluation:
    with database.read() as session:
        found = evaluations.get(session, run)
    assert found is not None
    return found


def claim(database: Database, run: str, lease: float = LEASE) -> EvaluationClaim | None:
    with database.write() as session:
        return evaluations.claim(session, run, "worker", lease)


def taken(database: Database, run: str, lease: float = LEASE) -> EvaluationClaim:
    found = claim(database, run, lease)
    assert found is not None
    return found


def mapped(database: Database) -> str:
    """A completed run whose landscape has ended."""
    run = finished(database).id
    with database.write() as session:
        (landscape,) = landscapes.list_of_run(session, run)
        landscapes.cancel(session, landscape.id)
    return run


def test_sets_are_kept_as_they_come(database: Database) -> None:
    run = mapped(database)
    held = taken(database, run)
    with database.write() as session:
        evaluations.begin(session, held, 3)
        evaluations.save(session, held, made("noise-1"))
        evaluations.save(session, held, made("noise-2"))
        evaluations.miss(session, held, "kmnist", "It is not here.")
    stored = read(database, run)
    assert stored.phase == JobPhase.RUNNING
    assert [one.name for one in stored.result.sets] == ["noise-1", "noise-2"]
    assert (stored.result.total_sets, stored.result.still_missing) == (3, ["It is not here."])
    with database.write() as session:
        evaluations.finish(session, held)
    assert read(database, run).phase == JobPhase.COMPLETED
    assert claim(database, run) is None
    with database.read() as session:
        told = events.after(session, run, 0)
    assert [e.kind for e in told].count(EventKind.EVALUATION) == 5
    assert told[-1].data == '{"phase":"completed","sets":2}'


def test_what_was_missing_is_not_once_its_results_are_there(database: Database) -> None:
    run = mapped(database)
    held = taken(database, run)
    with database.write() as session:
        for name in ("emnist_letters", "kmnist"):
            evaluations.miss(session, held, name, f"{name} is not on this machine.")
        evaluations.release(session, held)
    again = taken(database, run)
    assert set(again.result.missing) == {"emnist_letters", "kmnist"}
    with database.write() as session:
        evaluations.save(session, again, made("emnist_letters"))
    assert read(database, run).result.still_missing == ["kmnist is not on this machine."]


def test_sentences_of_older_evaluations_find_their_set() -> None:
    older = {
        "sets": [made("emnist_letters").model_dump()],
        "missing": ["EMNIST letters is not on this machine.", "KMNIST was left out.", "Odd."],
    }
    result = EvaluationResult.model_validate(older)
    assert result.still_missing == ["KMNIST was left out.", "Odd."]
    assert EvaluationResult.model_validate(result.model_dump(mode="json")) == result


def test_a_silent_worker_is_taken_over_with_its_sets(database: Database) -> None:
    run = mapped(database)
    first = taken(database, run, OVER)
    with database.write() as session:
        evaluations.save(session, first, made("noise-1"))
    sent(database)
    with database.write() as session:
        forget_rings(session)
        assert [entry.queue for entry in reconcile(session)] == ["landscape"]
    second = taken(database, run)
    assert [one.name for one in second.result.sets] == ["noise-1"]
    for write in (evaluations.renew, evaluations.finish, evaluations.release):
        with pytest.raises(StaleAttempt), database.write() as session:
            write(session, first)


def test_a_worker_that_is_lost_three_times_ends_it(database: Database) -> None:
    run = mapped(database)
    for _ in range(evaluations.MAX_STALLED):
        taken(database, run, OVER)
    assert claim(database, run) is None
    with database.write() as session:
        reconcile(session)
    stored = read(database, run)
    assert stored.failure is not None
    assert (stored.phase, stored.failure.kind) == (JobPhase.FAILED, FailureKind.LOST)
    assert "evaluate the run again" in stored.failure.sentence


def test_a_turn_that_is_over_is_rung_and_counts_none(database: Database) -> None:
    run = mapped(database)
    held = taken(database, run)
    sent(database)
    with database.write() as session:
        evaluations.release(session, held)
    assert sent(database) == [("landscape", "")]
    assert read(database, run).phase == JobPhase.RUNNING
    for _ in range(evaluations.MAX_STALLED):
        taken(database, run, OVER)


def test_restarting_begins_anew_and_leaves_a_running_one_alone(database: Database) -> None:
    run = mapped(database)
    held = taken(database, run)
    with database.write() as session:
        evaluations.save(session, held, made("noise-1"))
        evaluations.put(session, run)
    assert len(read(database, run).result.sets) == 1
    with database.write() as session:
        evaluations.fail(session, run, Failure(kind=FailureKind.INTERNAL, sentence="It broke."))
    sent(database)
    with database.write() as session:
        evaluations.put(session, run)
    again = read(database, run)
    assert (again.phase, again.failure, again.result.sets) == (JobPhase.QUEUED, None, [])
    assert sent(database) == [("landscape", "")]
    assert taken(database, run).attempt == held.attempt + 1


def test_files_replace_those_of_the_evaluation_before(database: Database) -> None:
    run = mapped(database)
    folders = []
    for attempt in (1, 2):
        held = taken(database, run)
        file = StoredFile(run, "flips.safetensors", "0" * 64, 5, f"{run}-flips-{attempt}")
        with database.write() as session:
            folders += evaluations.save(session, held, made("test"), [file])
            evaluations.finish(session, held)
            evaluations.put(session, run)
    assert folders == [f"{run}-flips-1"]
    with database.read() as session:
        assert files_of(session, run)["flips.safetensors"].folder == f"{run}-flips-2"


def test_an_unknown_run_has_none(database: Database) -> None:
    with database.write() as session:
        evaluations.put(session, "0123456789ab")
        assert evaluations.get(session, "0123456789ab") is None
        assert evaluations.claim(session, "no id", "worker", LEASE) is None
