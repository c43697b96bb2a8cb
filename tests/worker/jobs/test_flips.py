"""Images ranked by the chance that a further retraining changes their label."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from backend.contracts.predictions import PredictionReply, PredictionTask
from backend.contracts.runs import Run
from backend.contracts.settings import Settings
from tests.worker.jobs.asking import answered
from tests.worker.jobs.processes import process_of
from tests.worker.jobs.random_runs import random_run
from worker.jobs.process import Process
from worker.jobs.subspaces import FLIPS
from worker.training.tensor_file import pack

RISKS = torch.zeros(10_000)
RISKS[[42, 7]] = torch.tensor([0.5, 0.25])


@pytest.fixture
def here(tmp_path: Path, redis_url: str) -> Iterator[Process]:
    process = process_of(Settings(state_dir=tmp_path, redis_url=redis_url), redis_url)
    yield process
    process.redis.close()
    process.database.close()


def trained(here: Process, method: str, files: dict[str, bytes], **options: Any) -> Run:
    geometry = "members" if method == "deep_ensemble" else "line"
    fields = {"method": method, "options": options}
    return random_run(here, 2, geometry, scale=0, files=files, **fields)


def ask(here: Process, run: Run) -> PredictionReply:
    request = {"sample": {"count": 1}, "examples": 3, "selection": "flips", "images": False}
    message = {"run": run.id, "request": request, "reply_key": run.id, "sent_at": 1e12}
    return answered(PredictionTask.model_validate(message), here, PredictionReply)


def test_a_run_takes_the_risks_of_its_reference(here: Process) -> None:
    line = trained(here, "line", {})
    refused = ask(here, line)
    assert (refused.status, refused.pointer) == (422, "/selection")
    assert "takes two independent retrainings" in str(refused.detail)

    risks = {"pooled": torch.zeros(10_000), "moderated": RISKS}
    ensemble = trained(here, "deep_ensemble", {FLIPS: pack(risks, {})}, members=2)
    for run in (line, ensemble):
        found = ask(here, run).prediction
        assert found is not None
        assert [example.index for example in found.examples] == [42, 7, 0]
        assert found.scores == [0.5, 0.25, 0.0]
