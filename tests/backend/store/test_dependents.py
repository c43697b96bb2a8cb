"""Laws of what is lost with a run."""

from backend.contracts.runs import Dependents, JobPhase
from backend.store.database import Database
from backend.store.dependents import NAMED, dependents
from backend.store.runs import get
from tests.backend.store.stories import finished, queued


def lost_with(database: Database, run_id: str) -> Dependents:
    with database.read() as session:
        run = get(session, run_id)
        assert run is not None
        return dependents(session, run)


def test_runs_that_an_ensemble_is_compared_with_lose_it(database: Database) -> None:
    ensemble = finished(database, "deep_ensemble", seed=1)
    others = [finished(database, "bezier", seed=seed) for seed in range(NAMED + 2)]
    finished(database, "bezier", phase=JobPhase.FAILED, seed=90)
    finished(database, "bezier", epochs=9)
    found = lost_with(database, ensemble.id)
    assert (found.compared.total, found.instead, found.waiting.total) == (NAMED + 2, None, 0)
    assert found.compared.names == [run.name for run in reversed(others)][:NAMED]
    assert found.compared.ids == [run.id for run in reversed(others)][:NAMED]
    assert lost_with(database, others[0].id).compared.total == 0


def test_an_older_ensemble_takes_its_place(database: Database) -> None:
    oldest = finished(database, "deep_ensemble", seed=1)
    older = finished(database, "deep_ensemble", seed=2)
    newest = finished(database, "deep_ensemble", seed=3)
    curve = finished(database, "bezier")
    found = lost_with(database, newest.id)
    assert (found.compared.total, found.instead, found.instead_id) == (3, older.name, older.id)
    assert lost_with(database, older.id).compared.names == [newest.name]
    for untouched in (oldest, curve):
        assert lost_with(database, untouched.id).compared.total == 0


def test_runs_that_wait_for_it_fail_with_it(database: Database) -> None:
    needed = finished(database, "deep_ensemble", epochs=3)
    waiting = queued(database, needs=[needed.id], epochs=1)
    found = lost_with(database, needed.id)
    assert (found.waiting.total, found.waiting.names) == (1, [waiting.name])
    assert found.compared.total == 0  # it is not trained yet
