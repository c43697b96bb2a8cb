"""Laws of runs that differ by seed alone."""

from collections.abc import Sequence

import pytest
from sqlalchemy import text

from backend.contracts.run_groups import RunGroup, RunGroupQuery
from backend.contracts.runs import JobPhase, Run, RunFigures, RunPatch, RunQuery, RunRequest
from backend.store import jobs, run_figures, run_groups, run_pages, runs
from backend.store.database import Database
from backend.store.grouping import group_hash, hash_without_seeds
from tests.backend.store.stories import OWNER, claimed, finished, queued, recipe, reread


def reached(accuracy: float, nll: float = 0.1) -> RunFigures:
    return RunFigures(
        accuracy=accuracy, accuracy_standard_error=0.001, nll=nll, nll_standard_error=0.002
    )


def trained(database: Database, accuracy: float, nll: float = 0.1, **fields: object) -> Run:
    claim = claimed(database, queued(database, **fields).id)  # type: ignore[arg-type]
    with database.write() as session:
        jobs.finish_run(session, claim, JobPhase.COMPLETED, reached=reached(accuracy, nll))
    return reread(database, claim.run.id)


def groups(database: Database, **query: object) -> list[RunGroup]:
    with database.read() as session:
        return run_groups.groups(session, RunGroupQuery.model_validate(query)).items


def test_mean_and_standard_uncertainty_are_over_seeds(database: Database) -> None:
    for seed, accuracy in enumerate((0.90, 0.92, 0.97)):
        trained(database, accuracy, nll=1 - accuracy, seed=seed)
    (group,) = groups(database)
    assert (group.n, group.runs, group.completed, group.seeds) == (3, 3, 3, [0, 1, 2])
    assert group.accuracy is not None
    assert group.nll is not None
    assert group.accuracy.mean == pytest.approx(0.93)
    # s^2 = (0.03^2 + 0.01^2 + 0.04^2) / 2 = 0.0013; u = sqrt(0.0013 / 3)
    assert group.accuracy.standard_uncertainty == pytest.approx((0.0013 / 3) ** 0.5)
    assert group.nll.mean == pytest.approx(0.07)
    assert group.nll.standard_uncertainty == pytest.approx((0.0013 / 3) ** 0.5)


def test_one_seed_has_a_mean_and_no_uncertainty(database: Database) -> None:
    trained(database, 0.9)
    (group,) = groups(database)
    assert group.accuracy is not None
    assert (group.n, group.accuracy.mean, group.accuracy.standard_uncertainty) == (1, 0.9, None)


def test_runs_without_figures_belong_but_do_not_count(database: Database) -> None:
    trained(database, 0.9, seed=0)
    finished(database, "single", JobPhase.FAILED, seed=1)
    queued(database, seed=2)
    (group,) = groups(database)
    assert (group.n, group.runs, group.completed, group.seeds) == (1, 3, 1, [0, 1, 2])
    (failed,) = groups(database, phase="failed")
    assert (failed.n, failed.accuracy, failed.nll, failed.runs) == (0, None, None, 1)


def test_a_seed_that_was_run_twice_counts_once(database: Database) -> None:
    trained(database, 0.5, seed=1)
    trained(database, 0.8, seed=2)
    trained(database, 0.9, seed=1)
    (group,) = groups(database)
    assert group.accuracy is not None
    assert (group.n, group.runs) == (2, 3)
    assert group.accuracy.mean == pytest.approx(0.85)


def test_whatever_else_differs_parts_groups(database: Database) -> None:
    trained(database, 0.9)
    trained(database, 0.9, epochs=7)
    trained(database, 0.9, training={"learning_rate": 0.2})
    trained(database, 0.9, network_options={"width": 8})
    assert len(groups(database)) == 4


def test_curves_between_other_retrainings_are_repeats(database: Database) -> None:
    first, second = (trained(database, 0.9, seed=seed) for seed in (1, 2))
    other = trained(database, 0.9, epochs=7)
    with database.read() as session:
        joined, again, different = (
            group_hash(session, recipe(needs=[run.id])) for run in (first, second, other)
        )
    assert joined == again
    assert joined != different
    with database.read() as session:
        unknown = group_hash(session, recipe(needs=["0123456789ab"]))
    assert unknown not in (joined, different)


def test_what_a_run_shows_finds_its_group(database: Database) -> None:
    run = trained(database, 0.9, nll=0.3, seed=4)
    trained(database, 0.9, epochs=7)
    assert run.figures == reached(0.9, 0.3)
    assert run.group is not None
    with database.read() as session:
        page = runs.page(session, RunQuery(group=run.group))
    assert [item.id for item in page.items] == [run.id]
    assert [group.newest for group in groups(database, group=run.group)] == [run.id]


def test_groups_are_filtered_sorted_and_cut(database: Database) -> None:
    for epochs, accuracy, nll in ((1, 0.7, 0.9), (2, 0.9, 0.5), (3, 0.8, 0.7)):
        trained(database, accuracy, nll, epochs=epochs)
    trained(database, 0.9, 0.5, epochs=2, seed=1)
    queued(database, "bezier")

    def epochs_by(sort: str) -> Sequence[int]:
        found = groups(database, sort=sort)
        return [group.recipe.epochs if group.n else 0 for group in found]

    assert epochs_by("-created_at") == [0, 2, 3, 1]
    assert epochs_by("created_at") == [1, 3, 2, 0]
    assert epochs_by("-accuracy") == [2, 3, 1, 0]
    assert epochs_by("accuracy") == [1, 3, 2, 0]
    assert epochs_by("-nll") == [1, 3, 2, 0]
    assert epochs_by("-n")[0] == 2
    assert epochs_by("-runs")[0] == 2
    assert [group.recipe.method for group in groups(database, method="bezier")] == ["bezier"]
    query = RunGroupQuery(sort="created_at", page=2, page_size=3)
    with database.read() as session:
        page = run_groups.groups(session, query)
    assert (page.total, [group.n for group in page.items]) == (4, [0])


def test_runs_are_sorted_by_what_they_reached(database: Database) -> None:
    low, high = trained(database, 0.7, 0.9), trained(database, 0.9, 0.5)
    waiting = queued(database)

    def ids(sort: str) -> list[str]:
        with database.read() as session:
            page = runs.page(session, RunQuery.model_validate({"sort": sort}))
        return [run.id for run in page.items]

    assert ids("accuracy") == ids("-nll") == [low.id, high.id, waiting.id]
    assert ids("-accuracy") == ids("nll") == [high.id, low.id, waiting.id]


def test_starred_runs_are_found_alone(database: Database) -> None:
    plain, starred = queued(database), queued(database)
    with database.write() as session:
        runs.patch(session, starred.id, RunPatch(starred=True))
        for wanted, run in ((True, starred), (False, plain)):
            page = runs.page(session, RunQuery(starred=wanted))
            assert [item.id for item in page.items] == [run.id]


def test_tags_in_use_are_counted(database: Database) -> None:
    for tags in (["a", "b"], ["b"], ["put away"]):
        with database.write() as session:
            run = runs.create(session, RunRequest(recipe=recipe(), tags=tags), OWNER)
    with database.write() as session:
        runs.patch(session, run.id, RunPatch(archived=True))
        counted = [(count.tag, count.runs) for count in run_pages.tags(session)]
    assert counted == [("b", 2), ("a", 1)]


def test_figures_that_are_missing_are_found_until_they_are_there(database: Database) -> None:
    run = finished(database)
    queued(database)
    trained(database, 0.9)
    with database.write() as session:
        assert run_figures.missing(session) == [run.id]
        run_figures.put(session, run.id, reached(0.4))
        assert run_figures.missing(session) == []
    assert reread(database, run.id).figures == reached(0.4)


def test_a_deleted_run_takes_its_figures_along(database: Database) -> None:
    run = trained(database, 0.9)
    with database.write() as session:
        runs.delete(session, run.id)
        assert session.scalar(text("SELECT count(*) FROM run_figures")) == 0


def test_the_hash_of_a_stored_recipe_is_that_of_the_recipe(database: Database) -> None:
    run = queued(database, "bezier", seed=3)
    stored = run.recipe.model_dump(mode="json")
    assert hash_without_seeds(stored, {}) == run.group
    assert hash_without_seeds(stored | {"seed": 99}, {}) == run.group
