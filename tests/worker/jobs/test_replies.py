"""An answer that cannot be given says why, in words for the person who asked."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.contracts.predictions import PredictionReply
from backend.contracts.questions import Question
from backend.contracts.settings import Settings
from tests.worker.jobs.processes import process_of
from worker.datasets.errors import DatasetRefused
from worker.jobs.process import Process
from worker.jobs.replies import reply_to
from worker.jobs.subspaces import NotTrained
from worker.networks.errors import NetworkRefused


@pytest.fixture
def here(tmp_path: Path, redis_url: str) -> Iterator[Process]:
    process = process_of(Settings(state_dir=tmp_path, redis_url=redis_url), redis_url)
    yield process
    process.redis.close()
    process.database.close()


@pytest.mark.parametrize(
    "error",
    [
        DatasetRefused("Stripes", "ours:load", "train: label 192 at index 17 is no class"),
        NetworkRefused("choose another side"),
        NotTrained("run abc is queued"),
    ],
)
def test_what_cannot_be_opened_is_said_and_no_fault(here: Process, error: Exception) -> None:
    def answer() -> PredictionReply:
        raise error

    question = Question(run="abcdefghijkl", reply_key="asked", sent_at=time.time())
    reply_to(question, here, PredictionReply, answer)
    found = here.redis.lpop("asked")
    assert isinstance(found, bytes)
    reply = PredictionReply.model_validate_json(found)
    assert (reply.status, reply.detail) == (409, str(error))
