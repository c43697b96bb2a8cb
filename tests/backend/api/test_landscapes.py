"""Landscapes over HTTP."""

import pytest

from backend.contracts.runs import Run
from backend.store.artifacts import Artifacts
from backend.store.credentials import Role
from backend.store.database import Database
from tests.backend.people import Person, Register
from tests.backend.trainings import completed, queued


@pytest.fixture
def run(database: Database, artifacts: Artifacts) -> Run:
    return completed(database, artifacts)


def test_completed_run_has_its_default_landscape(viewer: Person, run: Run) -> None:
    (landscape,) = viewer.get(f"/runs/{run.id}/landscapes").json()
    assert (landscape["phase"], landscape["level"], landscape["geometry"]) == ("queued", 0, None)
    assert len(landscape["values"]["loss"]) == len(landscape["values"]["loss"][0]) == 33
    assert {value for row in landscape["values"]["loss"] for value in row} == {None}


def test_further_landscape_is_queued_and_located(editor: Person, run: Run) -> None:
    answer = editor.post(f"/runs/{run.id}/landscapes", json={"resolution": [9, 5]})
    landscape = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/v1/landscapes/{landscape['id']}"
    assert landscape["total_points"] == 45
    assert [len(landscape["values"]["loss"]), len(landscape["values"]["loss"][0])] == [5, 9]
    assert editor.get(f"/landscapes/{landscape['id']}").json() == landscape


def test_unfinished_run_has_no_landscape(editor: Person, database: Database) -> None:
    run = queued(database)
    assert editor.post(f"/runs/{run.id}/landscapes", json={}).status_code == 409
    assert editor.get(f"/runs/{run.id}/landscapes").json() == []


@pytest.mark.parametrize(
    ("request_", "pointer"),
    [
        ({"resolution": 2}, "/resolution"),
        ({"resolution": 10**20}, "/resolution"),
        ({"margin": -0.1}, "/margin"),
        ({"metrics": []}, "/metrics"),
        ({"metrics": ["beauty"]}, "/metrics/0"),
        ({"max_examples": 0}, "/max_examples"),
        ({"plane": {"kind": "pca"}}, "/plane/kind"),
        ({"plane": {"vertices": [0, 1, 1]}}, "/plane"),
        ({"plane": {"vertices": [0, 1, 500]}}, "/plane/vertices/2"),
        ({"surprise": 1}, "/surprise"),
    ],
)
def test_bad_landscape_names_the_field(
    editor: Person, run: Run, request_: dict[str, object], pointer: str
) -> None:
    answer = editor.post(f"/runs/{run.id}/landscapes", json=request_)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)


def test_landscape_is_cancelled_and_deleted(editor: Person, run: Run) -> None:
    landscape = editor.post(f"/runs/{run.id}/landscapes", json={}).json()["id"]
    assert editor.ask("DELETE", f"/landscapes/{landscape}").status_code == 409
    assert editor.post(f"/landscapes/{landscape}/cancel").json()["phase"] == "cancelled"
    assert editor.ask("DELETE", f"/landscapes/{landscape}").status_code == 200
    assert editor.get(f"/landscapes/{landscape}").status_code == 404


def test_landscapes_of_others_are_out_of_reach(
    editor: Person, register: Register, run: Run
) -> None:
    stranger = register("otto", Role.EDITOR)
    landscape = editor.get(f"/runs/{run.id}/landscapes").json()[0]["id"]
    assert stranger.get(f"/landscapes/{landscape}").status_code == 200
    assert stranger.post(f"/landscapes/{landscape}/cancel").status_code == 403
    assert stranger.ask("DELETE", f"/landscapes/{landscape}").status_code == 403
