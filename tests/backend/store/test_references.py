"""Laws of what a run is compared with."""

from backend.contracts.runs import JobPhase
from backend.store.database import Database
from backend.store.references import find_reference, reference_hash
from tests.backend.store.stories import finished, queued, recipe, reread


def test_the_newest_completed_ensemble_of_the_procedure_is_the_reference(
    database: Database,
) -> None:
    bezier = queued(database, "bezier", seed=5)
    assert bezier.reference is None
    finished(database, "deep_ensemble", epochs=7)
    finished(database, "deep_ensemble", phase=JobPhase.FAILED)
    finished(database, "single")
    assert reread(database, bezier.id).reference is None
    finished(database, "deep_ensemble", seed=1)
    newest = finished(database, "deep_ensemble", seed=2)
    assert reread(database, bezier.id).reference == newest.id
    with database.read() as session:
        assert find_reference(session, recipe("simplex")) == newest.id
        assert find_reference(session, recipe("simplex", epochs=9)) is None


def test_an_ensemble_is_not_its_own_reference(database: Database) -> None:
    first = finished(database, "deep_ensemble", seed=1)
    assert first.reference is None
    second = finished(database, "deep_ensemble", seed=2)
    assert (reread(database, first.id).reference, second.reference) == (second.id, first.id)


def test_a_curve_stands_for_the_procedure_of_its_ends(database: Database) -> None:
    ensemble = finished(database, "deep_ensemble", epochs=3)
    curve = queued(database, needs=[ensemble.id], epochs=1)
    assert curve.reference == ensemble.id


def test_a_curve_between_different_procedures_has_no_reference(database: Database) -> None:
    short, long = finished(database, "single", epochs=1), finished(database, "single", epochs=2)
    with database.read() as session:
        assert reference_hash(session, recipe(needs=[short.id, long.id])) is None
        assert reference_hash(session, recipe(needs=[short.id, "0123456789ab"])) is None
        assert find_reference(session, recipe(needs=[short.id, long.id])) is None
