"""An evaluation from its row to its files, on MNIST and two tiny random networks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from backend.contracts.image_sets import sets_of
from backend.contracts.quality import SetEvaluation
from backend.contracts.runs import JobPhase, Run
from backend.contracts.settings import Settings
from backend.store import evaluations, landscapes
from backend.store.artifacts import files_of
from backend.store.evaluations import StoredEvaluation
from tests.backend.trainings import completed
from tests.worker.jobs.processes import process_of
from tests.worker.jobs.random_runs import random_run
from tests.worker.jobs.working import evaluate
from worker.jobs.process import Process
from worker.training.tensor_file import pack, unpack

BESIDE = ("calibrated_nll", "vertices_nll", "vertices_correct")


@pytest.fixture
def here(tmp_path: Path, redis_url: str) -> Iterator[Process]:
    settings = Settings(state_dir=tmp_path, data_dir=tmp_path / "datasets", redis_url=redis_url)
    process = process_of(settings, redis_url)
    yield process
    process.redis.close()
    process.database.close()


@pytest.fixture
def run(here: Process) -> Run:
    """An ensemble of two, whose landscape nobody waits for."""
    run = random_run(here, scale=0.1)
    with here.database.write() as session:
        (landscape,) = landscapes.list_of_run(session, run.id)
        landscapes.cancel(session, landscape.id)
    return run


def stored(here: Process, run: Run) -> StoredEvaluation:
    with here.database.read() as session:
        found = evaluations.get(session, run.id)
    assert found is not None
    return found


def test_a_killed_attempt_is_finished_by_the_next(here: Process, run: Run) -> None:
    saved = SetEvaluation(name="noise-1", kind="corrupted", examples=1, networks=1)
    with here.database.write() as session:
        killed = evaluations.claim(session, run.id, "killed", -1)
        assert killed is not None
        evaluations.save(session, killed, saved)
    evaluate(here, run.id)
    found = stored(here, run)
    assert found.phase is JobPhase.COMPLETED
    assert found.result.sets[0] == saved
    assert len(found.result.missing) == 4
    assert all(
        "is not on this machine, so it was left out" in s for s in found.result.missing.values()
    )
    assert len(found.result.sets) + len(found.result.missing) == found.result.total_sets
    with here.database.read() as session:
        flips = files_of(session, run.id)["flips.safetensors"]
    risks = unpack(here.artifacts.read(flips))[0]
    assert {kind: risk.shape for kind, risk in risks.items()} == {
        "pooled": (10_000,),
        "moderated": (10_000,),
    }


def test_what_goes_wrong_is_told(here: Process) -> None:
    broken = completed(here.database, here.artifacts)
    evaluate(here, broken.id)
    found = stored(here, broken)
    assert found.phase is JobPhase.FAILED
    assert found.failure is not None
    assert "has published no subspace.safetensors" in found.failure.sentence


def test_a_run_is_set_beside_its_reference(here: Process, run: Run) -> None:
    chance = torch.Generator().manual_seed(1)
    own = {name: torch.rand(10_000, generator=chance) for name in BESIDE}
    files = {"per_image.safetensors": pack(own, {})}
    line = random_run(here, 2, "line", method="line", options={}, files=files)
    with here.database.write() as session:
        for each in landscapes.list_of_run(session, line.id):
            landscapes.cancel(session, each.id)
        claim = evaluations.claim(session, line.id, "killed", -1)
        assert claim is not None
        for images in sets_of("mnist"):
            done = SetEvaluation(name=images.name, kind=images.kind, examples=1, networks=1)
            evaluations.save(session, claim, done)
    evaluate(here, line.id)
    against = stored(here, line).result.against
    assert against is not None
    assert (against.reference, against.representative) == (run.id, None)
    assert against.equivalent is not None
    assert against.equivalent.largest == 2
