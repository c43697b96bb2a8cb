"""What runs have published, opened by today's names."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from backend.contracts.settings import Settings
from tests.worker.jobs.processes import process_of
from tests.worker.jobs.random_runs import random_run
from worker.jobs.process import Process
from worker.jobs.subspaces import PER_IMAGE, SCORES, per_image_of, scores_of
from worker.training.tensor_file import pack


@pytest.fixture
def here(tmp_path: Path, redis_url: str) -> Iterator[Process]:
    process = process_of(Settings(state_dir=tmp_path, redis_url=redis_url), redis_url)
    yield process
    process.redis.close()
    process.database.close()


def test_figures_of_former_runs_are_found_by_the_names_they_have_now(here: Process) -> None:
    values = torch.arange(4.0)
    scores, images = (
        pack({name: values.clone() for name in names}, {})
        for names in (["centroid_nll", "wrong"], ["centroid_nll", "centroid_correct", "other"])
    )
    files = {SCORES: scores, PER_IMAGE: images}
    run = random_run(here, 2, "line", method="line", files=files)
    assert set(scores_of(run.id, here)) == {"representative_nll", "wrong"}
    found = per_image_of(run.id, here)
    assert found is not None
    assert set(found) == {"representative_nll", "representative_correct", "other"}
    assert torch.equal(found["representative_correct"], values)


def test_a_run_that_kept_no_figures_of_images_has_none(here: Process) -> None:
    assert per_image_of(random_run(here).id, here) is None
