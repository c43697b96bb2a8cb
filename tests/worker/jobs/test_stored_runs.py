"""A run that another catalog wrote ends in a sentence where a worker would compute with it."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from backend.contracts.predictions import PredictionReply, PredictionRequest, PredictionTask, Sample
from backend.contracts.runs import FailureKind, JobPhase, Run
from backend.contracts.settings import Settings
from backend.store import evaluations, landscapes, runs
from backend.store.tables import RunRow
from tests.backend.foreign_recipes import FOREIGN
from tests.backend.trainings import queued
from tests.worker.jobs.processes import process_of
from tests.worker.jobs.random_runs import random_run
from worker.jobs import questions, train, turns
from worker.jobs.process import Process


@pytest.fixture
def here(tmp_path: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Process]:
    settings = Settings(state_dir=tmp_path, data_dir=tmp_path / "datasets", redis_url=redis_url)
    process = process_of(settings, redis_url)
    for job in (train, turns):
        monkeypatch.setattr(job, "process", lambda: process)
    yield process
    process.redis.close()
    process.database.close()


def rewrite(here: Process, run: Run, recipe: dict[str, Any]) -> None:
    with here.database.write() as session:
        session.execute(update(RunRow).where(RunRow.id == run.id).values(recipe=recipe))


@pytest.mark.parametrize("case", FOREIGN)
def test_a_queued_run_ends_as_a_wrong_request(here: Process, case: str) -> None:
    recipe, unknown = FOREIGN[case]
    run = queued(here.database)
    rewrite(here, run, recipe)
    train.train_run(run.id)
    with here.database.read() as session:
        ended = runs.get(session, run.id)
    assert ended is not None
    assert ended.phase is JobPhase.FAILED
    assert ended.failure is not None
    assert ended.failure.kind is FailureKind.REQUEST
    assert unknown in ended.failure.sentence
    assert ended.failure.log_tail is None


def test_its_map_its_evaluation_and_a_click_are_refused(here: Process) -> None:
    run = random_run(here, scale=0.1)
    recipe, unknown = FOREIGN["data set gone"]
    rewrite(here, run, recipe)
    with here.database.read() as session:
        (drawn,) = landscapes.list_of_run(session, run.id)
    turns.take_turns()
    with here.database.read() as session:
        failed = landscapes.get(session, drawn.id)
        evaluation = evaluations.get(session, run.id)
    assert failed is not None
    assert evaluation is not None
    for failure in (failed.failure, evaluation.failure):
        assert failure is not None
        assert failure.kind is FailureKind.REQUEST
        assert unknown in failure.sentence
    request = PredictionRequest(sample=Sample())
    key = f"reply:{run.id}"
    asked = PredictionTask(run=run.id, request=request, reply_key=key, sent_at=time.time())
    questions.reply_to(asked, here)
    reply = PredictionReply.model_validate_json(here.redis.lpop(key))  # type: ignore[arg-type]
    assert reply.status == 409
    assert unknown in str(reply.detail)
