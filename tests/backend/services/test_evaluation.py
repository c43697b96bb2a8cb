"""A run's quality beside one plain network and the Deep Ensemble."""

import json

import pytest

from backend.api.dependencies import Services
from backend.contracts.evaluation import Against, Gap
from backend.contracts.quality import Quality, Retraining, Rows, SetEvaluation, mean_quality
from backend.contracts.runs import JobPhase, Run
from backend.services.artifacts import Downloads
from backend.services.evaluation import Evaluations
from backend.store import evaluations as evaluations_of_runs
from backend.store.artifacts import Artifacts
from backend.store.database import Database
from tests.backend.trainings import completed, evaluation, quality


@pytest.fixture
def evaluations(database: Database, artifacts: Artifacts, services: Services) -> Evaluations:
    return Evaluations(database, Downloads(database, artifacts), services.queue)


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


@pytest.mark.parametrize(
    ("method", "words"),
    [("chain", "mean of the control points (former definition)"), ("line", "network at t = 0.5")],
)
def test_what_was_stored_formerly_is_shown_and_named_for_what_it_was(
    evaluations: Evaluations,
    database: Database,
    artifacts: Artifacts,
    method: str,
    words: str,
) -> None:
    trained(database, artifacts, "single", 0.97, epochs=21)
    stored = json.loads(evaluation("0123456789ab", 0.97, 0.97))
    del stored["represented_by"]
    stored["centroid"] = {**stored.pop("subspace"), "nll": 0.5}
    stored["subspace"] = stored["vertices"][0]
    del stored["representative"]
    files = {"evaluation.json": json.dumps(stored).encode()}
    run = completed(database, artifacts, files, method=method, epochs=21)
    spoilt = shifted("noise-1", 0.9, 0.9)
    assert spoilt.represented_by is None
    evaluated(database, run, spoilt)
    joined = evaluations.of(run.id)
    assert joined.representative is not None
    assert joined.representative.nll == 0.5
    named = [joined.represented_by, *(one.represented_by for one in joined.sets)]
    assert [who and who.words for who in named] == [words] * 3
    assert joined.parity is not None
    assert f"worse are the {words} by 0.4800 nats" in joined.parity.sentence


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


def shifted(name: str, *accuracies: float) -> SetEvaluation:
    """Rows of the subspace's mean and of its vertices."""
    mean, vertex = (quality(accuracy) for accuracy in accuracies)
    return SetEvaluation(
        name=name,
        kind="corrupted",
        examples=2000,
        networks=8,
        quality=Rows[Quality](subspace=mean, representative=None, vertex=vertex),
    )


def evaluated(database: Database, run: Run, *sets: SetEvaluation) -> None:
    """As a worker does it."""
    with database.write() as session:
        claim = evaluations_of_runs.claim(session, run.id, "a test", 60)
        assert claim is not None
        for one in sets:
            evaluations_of_runs.save(session, claim, one)
        evaluations_of_runs.finish(session, claim)


def test_sets_are_joined_with_those_of_the_reference(
    evaluations: Evaluations, database: Database, artifacts: Artifacts
) -> None:
    ensemble = trained(database, artifacts, "deep_ensemble", 0.96, 0.98, epochs=15)
    curve = trained(database, artifacts, "bezier", 0.9, 0.92, 0.94, epochs=15)
    evaluated(database, curve, shifted("noise-2", 0.8, 0.7))
    alone = evaluations.of(curve.id)
    assert [one.name for one in alone.sets] == ["test", "noise-2"]
    assert alone.phase is JobPhase.COMPLETED
    assert alone.sets[0].quality is not None
    assert alone.sets[0].quality.reference == alone.reference
    assert alone.sets[1].quality is not None
    assert alone.sets[1].quality.reference is None
    foretold = Retraining(
        population="test", members=2, examples=10_000, level=0.95, intervals=[], flips=[]
    )
    test = SetEvaluation(name="test", kind="test", examples=10_000, networks=2, retraining=foretold)
    evaluated(database, ensemble, test, shifted("noise-2", 0.85, 0.75))
    joined = evaluations.of(curve.id)
    rows = joined.sets[1].quality
    assert rows is not None
    assert rows.subspace.accuracy == 0.8
    assert rows.reference is not None
    assert rows.single is not None
    assert (rows.reference.accuracy, rows.single.accuracy) == (0.85, 0.75)
    assert (joined.sets[0].retraining, joined.retraining_run) == (foretold, ensemble.id)


def test_a_subspace_that_stays_behind_a_plain_network_is_told(
    evaluations: Evaluations, database: Database, artifacts: Artifacts
) -> None:
    trained(database, artifacts, "single", 0.97, epochs=16)
    behind = evaluations.of(trained(database, artifacts, "line", 0.96, 0.96, epochs=16).id).parity
    assert behind is not None
    assert (behind.caught_up, behind.same_cost) == (False, False)
    assert behind.vertices.nll == pytest.approx(0.02)
    assert behind.sentence == (
        "Not caught up with a plain run of 1 training (the subspace cost 2): worse are "
        "its vertices by 0.0200 nats and 2.00 points of accuracy."
    )
    trained(database, artifacts, "single", 0.97, epochs=32)
    even = evaluations.of(trained(database, artifacts, "line", 0.979, 0.979, epochs=16).id).parity
    assert even is not None
    assert (even.caught_up, even.same_cost, even.plain_equivalent_trainings) == (True, True, 2)


def test_an_ensemble_has_no_parity(
    evaluations: Evaluations, database: Database, artifacts: Artifacts
) -> None:
    ensemble = trained(database, artifacts, "deep_ensemble", 0.96, 0.98, epochs=17)
    assert evaluations.of(ensemble.id).parity is None


def test_images_compared_one_by_one_decide_parity(
    evaluations: Evaluations, database: Database, artifacts: Artifacts
) -> None:
    ensemble = trained(database, artifacts, "deep_ensemble", 0.96, 0.98, epochs=18)
    line = trained(database, artifacts, "line", 0.969, 0.969, epochs=18)
    assert evaluations.of(line.id).parity is not None
    gap = Gap(
        nll=0.001,
        accuracy=0.001,
        nll_standard_uncertainty=1e-4,
        accuracy_standard_uncertainty=1e-3,
        caught_up=False,
    )
    against = Against(reference=ensemble.id, equivalent=None, representative=None, vertices=gap)
    with database.write() as session:
        claim = evaluations_of_runs.claim(session, line.id, "a test", 60)
        assert claim is not None
        evaluations_of_runs.compare(session, claim, against)
    joined = evaluations.of(line.id)
    assert joined.against == against
    assert joined.parity is not None
    assert (joined.parity.paired, joined.parity.vertices) == (True, gap)
    newer = trained(database, artifacts, "deep_ensemble", 0.96, 0.98, epochs=18)
    replaced = evaluations.of(line.id)
    assert (replaced.reference_run, replaced.against) == (newer.id, None)
    assert replaced.parity is not None
    assert not replaced.parity.paired
