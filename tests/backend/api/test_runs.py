"""Trainings over HTTP: made once, changed by those who may, gone when deleted."""

import base64
import json
from typing import Any

import pytest
import redis

from backend.contracts.runs import JobPhase, Run
from backend.store import jobs
from backend.store.artifacts import Artifacts
from backend.store.checkpoints import Checkpoints
from backend.store.credentials import Role
from backend.store.database import Database
from tests.backend.people import Person, Register
from tests.backend.trainings import completed, ended, evaluation, joining, queued, recipe
from tests.waiting import wait_until

RUN = {"recipe": recipe(), "name": "a curve", "tags": ["first"], "notes": "**bold**"}


def create(person: Person, **headers: str) -> Any:
    return person.post("/runs", json=RUN, headers=headers)


def test_new_run_is_queued_and_located(editor: Person) -> None:
    answer = create(editor)
    assert answer.status_code == 201
    run = answer.json()
    assert answer.headers["location"] == f"/api/v1/runs/{run['id']}"
    assert (run["phase"], run["owner"], run["name"]) == ("queued", "emil", "a curve")
    assert editor.get(f"/runs/{run['id']}").json()["recipe"] == run["recipe"]


def test_new_run_reaches_the_training_queue(editor: Person, redis_client: redis.Redis) -> None:
    run = create(editor).json()["id"]
    sent = {"task": "paysage.train", "id": run}
    wait_until(lambda: sent in messages(redis_client), what="the message is in the queue")


def messages(redis_client: redis.Redis) -> list[dict[str, Any]]:
    """Task and arguments of all messages for the training worker."""
    found = [json.loads(message) for message in redis_client.lrange("train", 0, -1)]
    bodies = [json.loads(base64.b64decode(message["body"])) for message in found]
    return [
        {"task": message["headers"]["task"], **keywords}
        for message, (_, keywords, _) in zip(found, bodies, strict=True)
    ]


def test_same_key_and_body_make_one_run(editor: Person) -> None:
    first, second = (create(editor, **{"Idempotency-Key": "k-1"}) for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    assert second.status_code == 201
    assert second.headers["location"] == first.headers["location"]


def test_same_key_with_another_body_is_refused(editor: Person) -> None:
    create(editor, **{"Idempotency-Key": "k-2"})
    other = {**RUN, "name": "another"}
    answer = editor.post("/runs", json=other, headers={"Idempotency-Key": "k-2"})
    assert answer.status_code == 409


def test_keys_of_two_people_do_not_meet(editor: Person, admin: Person) -> None:
    ids = {create(who, **{"Idempotency-Key": "k-3"}).json()["id"] for who in (editor, admin)}
    assert len(ids) == 2


def test_overlong_key_is_refused(editor: Person) -> None:
    answer = create(editor, **{"Idempotency-Key": "x" * 201})
    assert answer.status_code == 422


def test_viewer_looks_but_changes_nothing(viewer: Person, editor: Person) -> None:
    run = create(editor).json()["id"]
    assert viewer.get(f"/runs/{run}").status_code == 200
    assert viewer.post("/estimates", json=recipe()).status_code == 200
    assert create(viewer).status_code == 403
    assert_no_change(viewer, run)


def test_editor_changes_own_runs_alone(editor: Person, register: Register) -> None:
    theirs = create(register("otto", Role.EDITOR)).json()["id"]
    assert_no_change(editor, theirs)
    mine = create(editor).json()["id"]
    assert editor.ask("PATCH", f"/runs/{mine}", json={"starred": True}).json()["starred"]


def test_admin_changes_everybodys_runs(admin: Person, editor: Person) -> None:
    run = create(editor).json()["id"]
    assert admin.ask("PATCH", f"/runs/{run}", json={"name": "new"}).json()["name"] == "new"
    assert admin.post(f"/runs/{run}/cancel").json()["phase"] == "cancelled"
    assert admin.ask("DELETE", f"/runs/{run}").status_code == 200


def assert_no_change(person: Person, run: str) -> None:
    asked = [
        person.ask("PATCH", f"/runs/{run}", json={"starred": True}),
        person.ask("DELETE", f"/runs/{run}"),
        person.post(f"/runs/{run}/cancel"),
        person.post(f"/runs/{run}/retry"),
        person.post(f"/runs/{run}/landscapes", json={}),
    ]
    assert [answer.status_code for answer in asked] == [403] * len(asked)


def test_patch_changes_what_is_given(editor: Person) -> None:
    run = create(editor).json()["id"]
    changed = editor.ask("PATCH", f"/runs/{run}", json={"tags": ["b"], "archived": True}).json()
    assert (changed["tags"], changed["archived"], changed["notes"]) == (["b"], True, "**bold**")
    refused = editor.ask("PATCH", f"/runs/{run}", json={"phase": "completed"})
    assert refused.json()["errors"][0]["pointer"] == "/phase"


def test_page_is_filtered_and_newest_first(editor: Person) -> None:
    ids = [
        editor.post("/runs", json={"recipe": recipe("line"), "tags": ["page"]}).json()["id"]
        for _ in range(3)
    ]
    page = editor.get("/runs", params={"tag": "page", "method": "line", "page_size": 2}).json()
    assert ([run["id"] for run in page["items"]], page["total"]) == (ids[:0:-1], 3)


def test_queued_run_is_cancelled_at_once_and_deleted(editor: Person) -> None:
    run = create(editor).json()["id"]
    assert editor.ask("DELETE", f"/runs/{run}").status_code == 409
    assert editor.post(f"/runs/{run}/cancel").json()["phase"] == "cancelled"
    assert editor.ask("DELETE", f"/runs/{run}").json()["id"] == run
    assert editor.get(f"/runs/{run}").status_code == 404


def test_running_run_is_asked_to_stop(editor: Person, database: Database) -> None:
    run = queued(database)
    with database.write() as session:
        jobs.claim_run(session, run.id, "a test", 60)
    answer = editor.post(f"/runs/{run.id}/cancel").json()
    assert (answer["phase"], answer["cancel_requested"]) == ("running", True)
    assert editor.ask("DELETE", f"/runs/{run.id}").status_code == 409


def test_retry_is_a_new_run_from_the_last_checkpoint(
    editor: Person, database: Database, checkpoints: Checkpoints
) -> None:
    old = ended(database, queued(database))
    checkpoints.write(old.id, 1, b"weights")
    answer = editor.post(f"/runs/{old.id}/retry")
    new = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/v1/runs/{new['id']}"
    assert (new["retry_of"], new["phase"], new["recipe"]) == (
        old.id,
        "queued",
        old.recipe.model_dump(mode="json"),
    )
    assert checkpoints.latest(new["id"]) == b"weights"


@pytest.mark.parametrize("phase", [JobPhase.QUEUED, JobPhase.COMPLETED])
def test_only_failed_and_cancelled_runs_retry(
    editor: Person, database: Database, artifacts: Artifacts, phase: JobPhase
) -> None:
    done = phase is JobPhase.COMPLETED
    run = completed(database, artifacts) if done else queued(database)
    assert editor.post(f"/runs/{run.id}/retry").status_code == 409


@pytest.mark.parametrize(
    ("end_points", "pointer"),
    [
        ([("0123456789ab", 0), ("ensemble", 1)], "/recipe/options/end_points/0/run"),
        ([("ensemble", 0), ("ensemble", 5)], "/recipe/options/end_points/1/member"),
        ([("ensemble", 0), ("line", 0)], "/recipe/options/end_points/1/run"),
        ([("ensemble", 0), ("cnn", 0)], "/recipe/options/end_points/1/run"),
        ([("failed", 0), ("ensemble", 0)], "/recipe/options/end_points/0/run"),
        ([("ensemble", 2), ("ensemble", 2)], "/recipe/options/end_points"),
    ],
)
def test_curve_between_what_cannot_be_joined_is_refused(
    editor: Person, trained: dict[str, Run], end_points: list[tuple[str, int]], pointer: str
) -> None:
    named = [(trained[name].id if name in trained else name, m) for name, m in end_points]
    answer = editor.post("/runs", json={"recipe": joining(*named)})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_curve_waits_for_its_end_points(editor: Person, trained: dict[str, Run]) -> None:
    ensemble = trained["ensemble"].id
    run = editor.post("/runs", json={"recipe": joining((ensemble, 0), (ensemble, 4))}).json()
    assert run["waits_for"] == [ensemble]


def test_a_curve_shows_images_as_its_ends_were_shown_them(
    editor: Person, database: Database
) -> None:
    scale = {"mean": [0.5], "std": [0.5]}
    ends = [queued(database, method="single", seed=k, dataset_options=scale) for k in (0, 1)]
    usual = queued(database, method="single")
    run = editor.post("/runs", json={"recipe": joining(*((end.id, 0) for end in ends))}).json()
    assert run["recipe"]["dataset_options"] | scale == run["recipe"]["dataset_options"]
    answer = editor.post("/runs", json={"recipe": joining((ends[0].id, 0), (usual.id, 0))})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/recipe/options/end_points/1/run"
    assert "by the usual, this recipe by mean [0.5] and std [0.5]" in answer.json()["detail"]


@pytest.fixture
def trained(database: Database) -> dict[str, Run]:
    return {
        "ensemble": queued(database, method="deep_ensemble"),
        "line": queued(database, method="line"),
        "cnn": queued(database, method="single", network="cnn"),
        "failed": ended(database, queued(database, method="single")),
    }


def test_files_of_a_completed_run_are_served(
    viewer: Person, database: Database, artifacts: Artifacts
) -> None:
    files = {"record.json": b"{}", "subspace.safetensors": b"\0weights"}
    run = completed(database, artifacts, files)
    record = viewer.get(f"/runs/{run.id}/artifacts/record.json")
    assert (record.content, record.headers["content-type"]) == (b"{}", "application/json")
    weights = viewer.get(f"/runs/{run.id}/artifacts/subspace.safetensors")
    assert weights.content == b"\0weights"
    assert weights.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "name", ["manifest.json", "..%2F..%2Fpaysage.sqlite3", "scores.safetensors"]
)
def test_no_other_file_is_served(
    viewer: Person, database: Database, artifacts: Artifacts, name: str
) -> None:
    run = completed(database, artifacts)
    assert viewer.get(f"/runs/{run.id}/artifacts/{name}").status_code == 404


def test_damaged_file_is_not_served(
    viewer: Person, database: Database, artifacts: Artifacts
) -> None:
    run = completed(database, artifacts, {"record.json": b"{}"})
    (path,) = artifacts.root.glob(f"{run.id}*/record.json")
    path.write_bytes(b"[]")
    answer = viewer.get(f"/runs/{run.id}/artifacts/record.json")
    assert answer.status_code == 500
    assert "restore" in answer.json()["detail"]


def test_unfinished_run_has_no_results(viewer: Person, database: Database) -> None:
    run = queued(database)
    assert viewer.get(f"/runs/{run.id}/epochs").json() == []
    assert viewer.get(f"/runs/{run.id}/evaluation").status_code == 409
    assert viewer.get(f"/runs/{run.id}/artifacts/record.json").status_code == 409


def test_evaluation_is_served(viewer: Person, database: Database, artifacts: Artifacts) -> None:
    run = queued(database)
    run = completed(database, artifacts, {"evaluation.json": evaluation(run.id, 0.9, 0.92)})
    answer = viewer.get(f"/runs/{run.id}/evaluation").json()
    assert [vertex["accuracy"] for vertex in answer["vertices"]] == [0.9, 0.92]


def test_evaluation_is_started_again(
    editor: Person, viewer: Person, database: Database, artifacts: Artifacts
) -> None:
    run = completed(database, artifacts)
    assert viewer.get(f"/runs/{run.id}/evaluation").json()["phase"] == "queued"
    assert viewer.post(f"/runs/{run.id}/evaluation").status_code == 403
    answer = editor.post(f"/runs/{run.id}/evaluation")
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/api/v1/runs/{run.id}/evaluation"
    assert (answer.json()["phase"], answer.json()["total_sets"]) == ("queued", None)
    unfinished = queued(database)
    assert editor.post(f"/runs/{unfinished.id}/evaluation").status_code == 409
    assert editor.post("/runs/0123456789ab/evaluation").status_code == 404


def test_catalog_is_served(viewer: Person) -> None:
    answer = viewer.get("/catalog").json()
    assert {method["name"] for method in answer["methods"]} >= {"single", "simplex"}
    simplex = next(m for m in answer["methods"] if m["name"] == "simplex")
    assert simplex["options"]["properties"]["vertices"]["maximum"] == 5


def test_openapi_is_served_to_signed_in_people(viewer: Person) -> None:
    assert "/api/v1/runs" in viewer.get("/openapi.json").json()["paths"]
