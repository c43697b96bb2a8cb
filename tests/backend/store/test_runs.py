"""Laws of making, reading, changing and deleting runs."""

import pytest

from backend.contracts.runs import JobPhase, RunPatch, RunRequest
from backend.store import credentials, events, jobs, landscapes, runs
from backend.store.artifacts import StoredFile, files_of
from backend.store.database import Database
from backend.store.errors import MissingRuns, NotTerminal, UnusableRuns
from tests.backend.store.stories import (
    OWNER,
    claimed,
    epoch_result,
    finished,
    queued,
    recipe,
    reread,
    sent,
)


def test_a_new_run_is_what_was_asked_for(database: Database) -> None:
    request = RunRequest(
        recipe=recipe("bezier", seed=7), name="Mine", tags=["b", "a", "b"], notes="é"
    )
    with database.write() as session:
        made = runs.create(session, request, OWNER)
    read = reread(database, made.id)
    assert read == made
    assert (read.recipe, read.name, read.tags, read.notes) == (
        request.recipe,
        "Mine",
        ["b", "a"],
        "é",
    )
    assert (read.phase, read.attempt, read.owner, read.progress) == ("queued", 0, OWNER, None)
    assert sent(database) == [("train", made.id)]


def test_a_run_without_a_name_is_called_after_its_recipe(database: Database) -> None:
    ensemble = queued(database, "deep_ensemble")
    curve = queued(database, needs=[ensemble.id])
    assert ensemble.name == "Deep Ensemble, MLP on MNIST"
    assert curve.name == "Curve between two networks, MLP on MNIST"


@pytest.mark.parametrize("odd", ["", "0" * 12, "../etc", "\x00", "\ud800", "x" * 10_000, "é" * 12])
def test_odd_ids_are_not_found(database: Database, odd: str) -> None:
    with database.write() as session:
        assert runs.get(session, odd) is None
        assert runs.patch(session, odd, RunPatch(name="x")) is None
        assert runs.delete(session, odd) is None
        assert runs.epochs(session, odd) == []
        assert jobs.request_cancel(session, odd) is None
        assert jobs.claim_run(session, odd, "worker", 15) is None
        assert landscapes.get(session, odd) is None
        assert landscapes.list_of_run(session, odd) == []
        assert events.after(session, odd, 0) == []
        assert files_of(session, odd) == {}
        assert not credentials.revoke(session, odd)


def test_queue_positions_count_in_order_of_creation(database: Database) -> None:
    line = [queued(database) for _ in range(4)]
    with database.write() as session:
        jobs.request_cancel(session, line[1].id)
    positions = [reread(database, run.id).queue_position for run in line]
    assert positions == [1, None, 2, 3]


def test_a_patch_changes_what_it_names_alone(database: Database) -> None:
    made = queued(database)
    with database.write() as session:
        runs.patch(session, made.id, RunPatch(tags=["a", "b"]))
        runs.patch(session, made.id, RunPatch(tags=["b", "c"], starred=True))
        changed = runs.patch(session, made.id, RunPatch(notes="seen"))
    expected = {"tags": ["b", "c"], "starred": True, "notes": "seen"}
    assert changed == made.model_copy(update=expected) == reread(database, made.id)


def test_an_empty_name_brings_the_default_back(database: Database) -> None:
    made = queued(database)
    with database.write() as session:
        runs.patch(session, made.id, RunPatch(name="Mine"))
        again = runs.patch(session, made.id, RunPatch(name=" "))
    assert again is not None
    assert again.name == made.name


def test_a_run_that_has_not_ended_is_not_deleted(database: Database) -> None:
    waiting, running = queued(database), queued(database)
    claimed(database, running.id)
    for run in (waiting, running):
        with pytest.raises(NotTerminal, match="cancel it before"), database.write() as session:
            runs.delete(session, run.id)


def test_deleting_a_run_leaves_nothing_of_it(database: Database) -> None:
    claim = claimed(database, queued(database).id)
    file = StoredFile(claim.run.id, "record.json", "0" * 64, 2, f"{claim.run.id}-1")
    with database.write() as session:
        jobs.record_epoch(session, claim, epoch_result(1))
        jobs.finish_run(session, claim, JobPhase.COMPLETED, artifacts=[file])
        (landscape,) = landscapes.list_of_run(session, claim.run.id)
    with database.write() as session:
        assert runs.delete(session, claim.run.id) == [file.folder]
    with database.read() as session:
        assert runs.get(session, claim.run.id) is None
        assert runs.epochs(session, claim.run.id) == []
        assert files_of(session, claim.run.id) == {}
        assert landscapes.get(session, landscape.id) is None
        assert events.latest(session, claim.run.id) == events.latest(session, landscape.id) == 0
    assert sent(database) == [("landscape", "")]  # a bell is nobody's


def test_a_recipe_must_name_runs_that_can_still_be_had(database: Database) -> None:
    failed = finished(database, phase=JobPhase.FAILED)
    with pytest.raises(UnusableRuns, match=failed.id):
        queued(database, needs=[failed.id])
    with pytest.raises(MissingRuns, match="0123456789ab"):
        queued(database, needs=["0123456789ab"])


def test_of_a_repeated_epoch_the_last_result_counts(database: Database) -> None:
    claim = claimed(database, queued(database).id)
    with database.write() as session:
        for result in (epoch_result(1), epoch_result(2, loss=0.9), epoch_result(2, loss=0.3)):
            jobs.record_epoch(session, claim, result)
    with database.read() as session:
        assert runs.epochs(session, claim.run.id) == [epoch_result(1), epoch_result(2, loss=0.3)]
