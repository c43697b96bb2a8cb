"""A worker that cannot work says so in the database, and takes it back when it can."""

from pathlib import Path

import pytest
import torch

from backend.contracts.settings import Settings
from backend.contracts.tasks import QUEUE_LANDSCAPE
from backend.store import troubles
from backend.store.database import Database, migrate
from worker.jobs import fitness
from worker.machine.device import DeviceMissing


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("PAYSAGE_ROLE", QUEUE_LANDSCAPE)
    return Settings(state_dir=tmp_path)


@pytest.fixture
def database(settings: Settings) -> Database:
    database = Database(settings.database)
    migrate(database)
    return database


def known(database: Database) -> dict[str, str]:
    with database.read() as session:
        return {each.queue: each.sentence for each in troubles.known(session)}


def test_a_missing_device_is_told_until_there_is_one(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    wrong = settings.model_copy(update={"device": "cuda"})
    with pytest.raises(DeviceMissing), fitness.reported(database):
        fitness.fit_device(wrong)
    assert "PAYSAGE_DEVICE is cuda" in known(database)[QUEUE_LANDSCAPE]
    with fitness.reported(database):
        assert fitness.fit_device(settings.model_copy(update={"device": "cpu"})).type == "cpu"
    assert known(database) == {}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"state_dir": Path("/proc/self")}, "nothing can be written to /proc/self"),
        ({"data_dir": Path(__file__)}, "is no folder that this user can read"),
    ],
)
def test_folders_that_cannot_be_used_are_named(
    settings: Settings, database: Database, changes: dict[str, Path], sentence: str
) -> None:
    with pytest.raises(fitness.Unfit, match=sentence), fitness.reported(database):
        fitness.fit_device(settings.model_copy(update=changes))
    assert sentence in known(database)[QUEUE_LANDSCAPE]
