"""Runs of before lists kept figures get theirs from what they published."""

from backend.api.dependencies import Services
from backend.store.artifacts import Artifacts
from backend.store.database import Database
from tests.backend.trainings import completed, evaluation


def test_older_runs_get_their_figures(
    services: Services, database: Database, artifacts: Artifacts
) -> None:
    whole = completed(database, artifacts)
    damaged = completed(database, artifacts, {"evaluation.json": b"{}"})
    without = completed(database, artifacts, {"record.json": b"{}"})
    assert whole.figures is None
    services.run_figures.catch_up()
    found = services.runs.get(whole.id).figures
    assert found is not None
    assert (found.accuracy, found.accuracy_standard_error) == (0.98, 0.001)
    for run in (damaged, without):
        unknown = services.runs.get(run.id).figures
        assert unknown is not None
        assert unknown.accuracy is None
    services.run_figures.catch_up()


def test_the_figures_are_those_of_the_mean_over_the_subspace(
    services: Services, database: Database, artifacts: Artifacts
) -> None:
    files = {"evaluation.json": evaluation("0" * 12, 0.5, 0.6, subspace=0.7)}
    run = completed(database, artifacts, files)
    services.run_figures.catch_up()
    found = services.runs.get(run.id).figures
    assert found is not None
    assert found.accuracy == 0.7
