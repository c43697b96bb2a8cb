"""Runs that another catalog wrote: shown as they were written, refused where they are computed."""

from typing import Any

import pytest
from sqlalchemy import update

from backend.contracts.runs import JobPhase, Run
from backend.store.artifacts import Artifacts
from backend.store.database import Database
from backend.store.tables import RunRow
from tests.backend.api.test_bad_input import assert_problem
from tests.backend.foreign_recipes import FOREIGN
from tests.backend.people import Person
from tests.backend.trainings import completed, ended, joining, queued


def rewritten(database: Database, run: Run, recipe: dict[str, Any]) -> str:
    """Its id, once the run's recipe is what another catalog wrote."""
    names = {name: recipe[name] for name in ("dataset", "network", "method")}
    with database.write() as session:
        change = update(RunRow).where(RunRow.id == run.id)
        session.execute(change.values(recipe=recipe, **names))
    return run.id


@pytest.fixture(params=FOREIGN)
def foreign(
    request: pytest.FixtureRequest, database: Database, artifacts: Artifacts
) -> tuple[str, dict[str, Any], str]:
    """A completed run: id, recipe, and what is not known of it."""
    recipe, unknown = FOREIGN[request.param]
    return rewritten(database, completed(database, artifacts), recipe), recipe, unknown


def test_it_is_read_listed_and_marked(
    viewer: Person, foreign: tuple[str, dict[str, Any], str]
) -> None:
    run, recipe, unknown = foreign
    read = viewer.get(f"/runs/{run}").json()
    assert read["recipe"] == recipe
    assert read["unknown"] == [unknown]
    filters = {"dataset": recipe["dataset"], "method": recipe["method"], "page_size": 200}
    for path in ("/runs", "/runs/groups"):
        listed = viewer.get(path, params=filters)
        assert listed.status_code == 200, listed.text
        marks = [item["unknown"] for item in listed.json()["items"]]
        assert path == "/runs/groups" or [unknown] in marks
    assert recipe["dataset"] in viewer.get("/runs/names").json()["dataset"]
    for part in ("/evaluation", "/epochs", "/previews", "/landscapes"):
        assert viewer.get(f"/runs/{run}{part}").status_code == 200


def test_it_is_refused_in_a_sentence_where_it_is_computed(
    editor: Person, foreign: tuple[str, dict[str, Any], str]
) -> None:
    run, _, unknown = foreign
    asked: dict[str, dict[str, Any]] = {
        "landscapes": {},
        "predictions": {"sample": {}},
        "ensembles": {"points": [{"t": 0.5}]},
        "solutions": {},
        "evaluation": {},
    }
    for path, body in asked.items():
        answer = editor.post(f"/runs/{run}/{path}", json=body)
        assert_problem(answer, 409)
        assert unknown in answer.json()["detail"]
        assert "install the package" in answer.json()["detail"]


def test_nothing_starts_from_it(editor: Person, database: Database, artifacts: Artifacts) -> None:
    recipe, unknown = FOREIGN["data set gone"]
    gone = rewritten(database, completed(database, artifacts, method="single"), recipe)
    other = completed(database, artifacts, method="single").id
    answer = editor.post("/runs", json={"recipe": joining((gone, 0), (other, 0))})
    assert_problem(answer, 422, "/recipe/options/end_points/0/run")
    assert unknown in answer.json()["detail"]


def test_it_is_renamed_put_away_and_deleted(
    editor: Person, foreign: tuple[str, dict[str, Any], str]
) -> None:
    run = foreign[0]
    assert editor.ask("PATCH", f"/runs/{run}", json={"name": ""}).status_code == 200
    assert editor.ask("PATCH", f"/runs/{run}", json={"archived": True}).json()["archived"]
    assert editor.ask("DELETE", f"/runs/{run}").status_code == 200
    assert_problem(editor.get(f"/runs/{run}"), 404)


@pytest.mark.parametrize("case", FOREIGN)
def test_a_failed_one_is_not_retried_and_a_queued_one_is_cancelled(
    editor: Person, database: Database, case: str
) -> None:
    recipe, unknown = FOREIGN[case]
    failed = rewritten(database, ended(database, queued(database)), recipe)
    answer = editor.post(f"/runs/{failed}/retry")
    assert_problem(answer, 409)
    assert unknown in answer.json()["detail"]
    waiting = rewritten(database, queued(database), recipe)
    assert editor.post(f"/runs/{waiting}/cancel").json()["phase"] == JobPhase.CANCELLED


def test_a_requested_recipe_is_held_to_the_catalog(editor: Person) -> None:
    for recipe, _ in FOREIGN.values():
        assert_problem(editor.post("/runs", json={"recipe": recipe}), 422)
        assert_problem(editor.post("/estimates", json=recipe), 422)
