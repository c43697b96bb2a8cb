"""Why a network cannot be measured is left where the estimate looks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.contracts.recipes import Recipe
from backend.contracts.settings import Settings
from backend.contracts.tasks import calibrating
from tests.worker.jobs.processes import process_of
from worker.datasets.errors import DatasetUnavailable
from worker.jobs.calibrate import calibrate_recipe
from worker.jobs.process import Process


@pytest.fixture
def here(tmp_path: Path, redis_url: str) -> Iterator[Process]:
    settings = Settings(state_dir=tmp_path, data_dir=tmp_path / "no data")
    process = process_of(settings, redis_url)
    yield process
    process.redis.flushdb()
    process.redis.close()
    process.database.close()


def test_the_fault_of_a_data_set_is_told(here: Process) -> None:
    """CIFAR-100 is not in an empty folder."""
    recipe = Recipe(dataset="cifar100", network="mlp", method="single")
    with pytest.raises(DatasetUnavailable) as fault:
        calibrate_recipe(recipe, here)
    said = here.redis.get(calibrating("cifar100", "mlp", recipe.network_options))
    assert said == str(fault.value).encode()
    assert b"CIFAR-100" in said
