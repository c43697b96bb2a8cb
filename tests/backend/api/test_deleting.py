"""A run that is deleted takes its files along, and its answer tells what others lose."""

from backend.store.artifacts import Artifacts
from backend.store.checkpoints import Checkpoints
from backend.store.database import Database
from tests.backend.people import Person
from tests.backend.store import stories
from tests.backend.trainings import completed


def test_deleting_tells_what_others_lose(admin: Person, database: Database) -> None:
    ensemble = stories.finished(database, "deep_ensemble")
    curve = stories.finished(database, "bezier")
    lost = admin.ask("DELETE", f"/runs/{ensemble.id}").json()["dependents"]
    assert lost["compared"]["ids"][0] == curve.id
    assert lost["compared"]["names"][0] == curve.name
    assert lost["instead_id"] is None


def test_deleted_run_takes_its_files_along(
    editor: Person, database: Database, artifacts: Artifacts, checkpoints: Checkpoints
) -> None:
    run = completed(database, artifacts)
    checkpoints.write(run.id, 1, b"weights")
    assert list(artifacts.root.glob(f"{run.id}*"))
    assert editor.ask("DELETE", f"/runs/{run.id}").status_code == 200
    assert not list(artifacts.root.glob(f"{run.id}*"))
    assert checkpoints.latest(run.id) is None
