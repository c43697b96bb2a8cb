"""The service says who asks, what it does, and what keeps its workers from working."""

from backend.contracts.tasks import QUEUE_TRAIN
from backend.store import troubles
from backend.store.database import Database
from tests.backend.people import Person
from tests.backend.trainings import recipe


def test_status_says_who_asks_and_how_much_waits(viewer: Person, editor: Person) -> None:
    before = viewer.get("/status").json()
    editor.post("/runs", json={"recipe": recipe()})
    after = viewer.get("/status").json()
    assert (after["user"], after["role"]) == ("vera", "viewer")
    assert after["queued"] == before["queued"] + 1


def test_status_and_queued_runs_say_what_keeps_workers_from_working(
    viewer: Person, editor: Person, database: Database
) -> None:
    run = editor.post("/runs", json={"recipe": recipe()}).json()
    with database.write() as session:
        troubles.report(session, QUEUE_TRAIN, "No device.")
    [trouble] = viewer.get("/status").json()["troubles"]
    assert (trouble["queue"], trouble["sentence"]) == (QUEUE_TRAIN, "No device.")
    assert viewer.get(f"/runs/{run['id']}").json()["obstacle"] == "No device."
    with database.write() as session:
        troubles.clear(session, QUEUE_TRAIN)
    assert viewer.get("/status").json()["troubles"] == []
