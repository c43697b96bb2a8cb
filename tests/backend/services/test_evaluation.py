"""A run's quality beside one plain network and the Deep Ensemble."""

import pytest

from backend.contracts.quality import mean_quality
from backend.contracts.runs import Run
from backend.services.artifacts import Downloads
from backend.services.evaluation import Evaluations
from backend.store.artifacts import Artifacts
from backend.store.database import Database
from tests.backend.trainings import completed, evaluation, quality


@pytest.fixture
def evaluations(database: Database, artifacts: Artifacts) -> Evaluations:
    return Evaluations(database, Downloads(database, artifacts))


def trained(
    database: Database, artifacts: Artifacts, method: str, *vertices: float, epochs: int
) -> Run:
    """Tests differ in epochs, so that they share no procedure."""
    files = {"evaluation.json": evaluation("0123456789ab", *vertices, cost=len(vertices))}
    return completed(database, artifacts, files, method=method, epochs=epochs)


def test_curve_is_compared_with_the_ensemble_of_its_procedure(
    evaluations: Evaluations, database: Database, artifacts: Artifacts
) -> None:
    ensemble = trained(database, artifacts, "deep_ensemble", 0.96, 0.98, epochs=11)
    curve = trained(database, artifacts, "bezier", 0.9, 0.92, 0.94, epochs=11)
    joined = evaluations.of(curve.id)
    assert joined.reference_run == ensemble.id
    assert joined.reference == quality(0.98, members=2)
    assert joined.reference_equivalent_trainings == 2
    assert joined.single_from == "reference"
    assert joined.single is not None
    assert joined.single.accuracy == pytest.approx(0.97)
    assert [vertex.accuracy for vertex in joined.vertices] == [0.9, 0.92, 0.94]


def test_ensemble_is_its_own_reference(
    evaluations: Evaluations, database: Database, artifacts: Artifacts
) -> None:
    ensemble = trained(database, artifacts, "deep_ensemble", 0.96, 0.98, epochs=12)
    joined = evaluations.of(ensemble.id)
    assert joined.reference == joined.subspace
    assert joined.reference_run == ensemble.id


def test_without_ensemble_a_single_run_of_the_procedure_serves(
    evaluations: Evaluations, database: Database, artifacts: Artifacts
) -> None:
    curve = trained(database, artifacts, "bezier", 0.9, 0.92, 0.94, epochs=13)
    assert evaluations.of(curve.id).single is None
    trained(database, artifacts, "single", 0.97, epochs=14)
    assert evaluations.of(curve.id).single is None
    single = trained(database, artifacts, "single", 0.97, epochs=13)
    joined = evaluations.of(curve.id)
    assert joined.single == evaluations.of(single.id).subspace
    assert (joined.single_from, joined.reference) == ("run", None)


def test_mean_of_networks_keeps_the_sampling_error_of_one() -> None:
    mean = mean_quality([quality(0.9), quality(0.8), quality(0.7)])
    assert mean.accuracy == pytest.approx(0.8)
    assert mean.nll == pytest.approx(0.2)
    assert mean.accuracy_standard_error == pytest.approx(0.001)
    assert mean.members == 1
