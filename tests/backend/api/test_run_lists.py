"""Lists of runs over HTTP: filtered, grouped, tagged; what is wrong is named."""

from typing import Any

import pytest

from backend.contracts.runs import JobPhase, RunFigures
from backend.store import jobs
from backend.store.database import Database
from tests.backend.people import Person
from tests.backend.trainings import queued, recipe


def train(database: Database, accuracy: float, **fields: Any) -> str:
    run = queued(database, **fields)
    reached = RunFigures(
        accuracy=accuracy, accuracy_standard_error=0.001, nll=0.2, nll_standard_error=0.001
    )
    with database.write() as session:
        claim = jobs.claim_run(session, run.id, "a test", 60)
        assert claim is not None
        jobs.finish_run(session, claim, JobPhase.COMPLETED, reached=reached)
    return run.id


def test_groups_say_mean_uncertainty_and_number_of_seeds(
    viewer: Person, database: Database
) -> None:
    for seed, accuracy in ((0, 0.8), (1, 0.9)):
        train(database, accuracy, method="simplex", seed=seed)
    (group,) = viewer.get("/runs/groups", params={"method": "simplex"}).json()["items"]
    assert (group["n"], group["seeds"]) == (2, [0, 1])
    assert group["accuracy"]["mean"] == pytest.approx(0.85)
    assert group["accuracy"]["standard_uncertainty"] == pytest.approx(0.05)
    assert group["nll"] == {"mean": 0.2, "standard_uncertainty": 0.0}
    runs = viewer.get("/runs", params={"group": group["group"]}).json()
    assert {run["recipe"]["seed"] for run in runs["items"]} == {0, 1}


@pytest.mark.parametrize("tag", ["🐣", "👩🏽‍🔬 lab", "❤️", "1️⃣", "été", "e\u0301", "हिन्दी", "→ next"])
def test_a_tag_may_be_in_any_script(editor: Person, tag: str) -> None:
    run = editor.post("/runs", json={"recipe": recipe(), "tags": [tag]}).json()
    assert run["tags"] == [tag]
    found = editor.get("/runs", params={"tag": tag}).json()["items"]
    assert [item["id"] for item in found] == [run["id"]]


def test_tags_and_notes_are_edited_and_found(editor: Person) -> None:
    run = editor.post("/runs", json={"recipe": recipe()}).json()["id"]
    changed = editor.ask("PATCH", f"/runs/{run}", json={"tags": [" warm ", "b"], "notes": "odd"})
    assert (changed.json()["tags"], changed.json()["notes"]) == (["warm", "b"], "odd")
    assert {"tag": "warm", "runs": 1} in editor.get("/runs/tags").json()
    assert editor.get("/runs", params={"tag": "warm"}).json()["items"][0]["id"] == run


def test_starred_and_archived_runs_are_lists_of_their_own(editor: Person) -> None:
    run = editor.post("/runs", json={"recipe": recipe(), "tags": ["shelf"]}).json()["id"]

    def found(**query: Any) -> int:
        return int(editor.get("/runs", params={"tag": "shelf", **query}).json()["total"])

    assert (found(), found(starred=True), found(archived=True)) == (1, 0, 0)
    editor.ask("PATCH", f"/runs/{run}", json={"starred": True, "archived": True})
    assert (found(), found(archived=True), found(archived=True, starred=True)) == (0, 1, 1)


@pytest.mark.parametrize("path", ["/runs", "/runs/groups"])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phase", "asleep"),
        ("dataset", "imagenet"),
        ("network", "transformer"),
        ("method", "magic"),
        ("starred", "perhaps"),
        ("archived", "perhaps"),
        ("group", "a"),
        ("sort", "luck"),
        ("page", "0"),
        ("page_size", "201"),
        ("query", "x" * 201),
        ("tag", "a\x00b"),
        ("colour", "red"),
    ],
)
def test_a_wrong_filter_is_named(viewer: Person, path: str, field: str, value: str) -> None:
    answer = viewer.get(path, params={field: value})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"/{field}"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"tags": ["a", ""]}, "/tags/1"),
        ({"tags": ["  "]}, "/tags/0"),
        ({"tags": ["x" * 41]}, "/tags/0"),
        ({"tags": ["<b>"]}, "/tags/0"),
        ({"tags": ["a\u202eb"]}, "/tags/0"),
        ({"tags": ["a\nb"]}, "/tags/0"),
        ({"tags": [str(k) for k in range(21)]}, "/tags"),
        ({"notes": "x" * 10_001}, "/notes"),
        ({"notes": "a\x00b"}, "/notes"),
        ({"starred": "perhaps"}, "/starred"),
        ({"name": "x" * 201}, "/name"),
    ],
)
def test_a_wrong_change_is_named(editor: Person, change: dict[str, Any], pointer: str) -> None:
    run = editor.post("/runs", json={"recipe": recipe()}).json()["id"]
    answer = editor.ask("PATCH", f"/runs/{run}", json=change)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer
