"""Laws of what keeps workers from working."""

from pathlib import Path

import pytest

from backend.contracts.tasks import QUEUE_LANDSCAPE, QUEUE_TRAIN
from backend.store import troubles
from backend.store.database import Database
from tests.backend.store.stories import claimed, finished, queued, reread


def test_a_trouble_stands_from_its_first_report_until_a_worker_works(database: Database) -> None:
    with database.write() as session:
        troubles.report(session, QUEUE_TRAIN, "No device.")
        [first] = troubles.known(session)
        troubles.report(session, QUEUE_TRAIN, "No folder.")
        troubles.report(session, QUEUE_LANDSCAPE, "No device.")
        landscape, train = troubles.known(session)
    assert (train.queue, train.sentence, train.since) == ("train", "No folder.", first.since)
    assert landscape.queue == QUEUE_LANDSCAPE
    with database.write() as session:
        troubles.clear(session, QUEUE_TRAIN)
        assert [each.queue for each in troubles.known(session)] == [QUEUE_LANDSCAPE]
        troubles.forget(session)
        assert troubles.known(session) == []


def test_a_queued_run_says_why_nobody_takes_it(database: Database) -> None:
    done, training, waiting = finished(database), queued(database), queued(database)
    claimed(database, training.id)
    with database.write() as session:
        troubles.report(session, QUEUE_TRAIN, "No device.")
    assert reread(database, waiting.id).obstacle == "No device."
    assert reread(database, training.id).obstacle is None
    assert reread(database, done.id).obstacle is None


def test_a_full_disk_is_seen_before_the_folder_is_there(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "state" / "artifacts"
    with database.read() as session:
        assert troubles.of_disk(session, folder) == []
        monkeypatch.setattr(troubles, "LEAST_FREE_BYTES", 10**18)
        [full] = troubles.of_disk(session, folder)
    assert full.queue == "disk"
    assert f"The disk of {tmp_path} is full" in full.sentence
