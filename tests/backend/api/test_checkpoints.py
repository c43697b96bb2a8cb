"""A file of weights becomes a run, or is refused by name and leaves nothing behind."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import redis

from backend.api.dependencies import Services
from backend.api.main import UPLOADS
from backend.contracts.catalog import LIMITS
from backend.contracts.runs import JobPhase, RunQuery
from backend.contracts.settings import Settings
from backend.contracts.weights import WeightsReply, WeightsTask
from backend.store import runs
from backend.store.checkpoints import Checkpoints
from backend.store.database import Database
from backend.store.incoming import Incoming
from tests.backend.brought import BROKEN, MISFITS, SMALL, file_of, weights
from tests.backend.people import Person
from tests.backend.stand_in import StandIn, standing_in
from tests.backend.trainings import ended, recipe
from worker.jobs.check_weights import reply_to


@pytest.fixture(scope="module")
def worker(redis_client: redis.Redis, settings: Settings) -> Iterator[StandIn]:
    """Judges files as the interactive worker does."""
    incoming = Incoming(settings.checkpoints_path)

    def judged(message: dict[str, Any]) -> WeightsReply:
        task = WeightsTask.model_validate(message)
        return reply_to(incoming.read(task.incoming), task.recipe)

    with standing_in(redis_client, judged) as worker:
        yield worker


@pytest.fixture
def nothing_left(database: Database, settings: Settings) -> Iterator[None]:
    """Holds a test to leaving neither run nor file."""
    before = left(database, settings)
    yield
    assert left(database, settings) == before


def left(database: Database, settings: Settings) -> tuple[int, list[Path]]:
    files = [path for path in settings.checkpoints_path.rglob("*") if path.is_file()]
    with database.read() as session:
        return runs.page(session, RunQuery()).total, sorted(files)


def bring(person: Person, content: bytes | None, **fields: Any) -> httpx.Response:
    """Send the form as browsers do; options as JSON."""
    said = {n: v if isinstance(v, str) else json.dumps(v) for n, v in (SMALL | fields).items()}
    files = None if content is None else {"file": ("weights.safetensors", content)}
    return person.post("/checkpoints", data=said, files=files)


def assert_refused(answer: httpx.Response, pointer: str, words: str) -> None:
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert pointer in [error["pointer"] for error in problem["errors"]]
    assert words in problem["detail"] + problem["errors"][0]["detail"]


@pytest.mark.usefixtures("worker")
def test_a_file_becomes_a_run_that_keeps_it(editor: Person, checkpoints: Checkpoints) -> None:
    answer = bring(editor, file_of(), name="From the cluster")
    assert answer.status_code == 201, answer.text
    run = answer.json()
    assert answer.headers["location"] == f"/api/v1/runs/{run['id']}"
    assert (run["name"], run["phase"], run["owner"]) == ("From the cluster", "queued", "emil")
    assert run["recipe"]["method"] == "imported"
    assert checkpoints.latest(run["id"]) == file_of()


@pytest.mark.usefixtures("worker")
def test_what_was_read_otherwise_stands_in_the_notes(editor: Person) -> None:
    wrapped = {f"module.{name}": tensor for name, tensor in weights(np.float64).items()}
    notes = bring(editor, file_of(wrapped)).json()["notes"]
    assert "module.1.bias as 1.bias" in notes
    assert "float64 were rounded to float32" in notes
    assert bring(editor, file_of()).json()["notes"] == ""


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    ("filename", "name"),
    [
        ("best epoch 12.safetensors", "best epoch 12"),
        ("C:\\nets\\größer 🐣.safetensors", "größer 🐣"),
        (".safetensors", "Imported network, MLP on MNIST"),
    ],
)
def test_a_run_without_a_name_is_called_as_its_file(
    editor: Person, filename: str, name: str
) -> None:
    said = {n: v if isinstance(v, str) else json.dumps(v) for n, v in SMALL.items()}
    answer = editor.post("/checkpoints", data=said, files={"file": (filename, file_of())})
    assert answer.json()["name"] == name


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_a_repeated_request_gives_the_same_run(editor: Person, dtype: Any) -> None:
    content = file_of(weights(dtype))
    files = {"file": ("w", content)}
    said = {n: v if isinstance(v, str) else json.dumps(v) for n, v in SMALL.items()}
    key = {"Idempotency-Key": f"a click {dtype}"}
    answers = [editor.post("/checkpoints", data=said, files=files, headers=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] == answers[1].json()["id"]


@pytest.mark.usefixtures("worker", "nothing_left")
@pytest.mark.parametrize("case", [*BROKEN, *MISFITS])
def test_a_wrong_file_is_refused_by_name(editor: Person, case: str) -> None:
    content, pointer, words = (BROKEN | MISFITS)[case]
    assert_refused(bring(editor, content), pointer, words)


BAD_FIELDS: dict[str, tuple[dict[str, Any], str, str]] = {
    "unknown network": ({"network": "vgg"}, "/network", "unknown network"),
    "unknown data set": ({"dataset": "imagenet"}, "/dataset", "unknown dataset"),
    "no network": ({"network": ""}, "/network", "expected text, got null"),
    "option out of range": ({"network_options": {"width": 1}}, "/network_options/width", "4"),
    "unknown option": ({"network_options": {"surprise": 1}}, "/network_options/surprise", ""),
    "options of no JSON": ({"network_options": "{"}, "/network_options", "expected JSON"),
    "deep options": ({"network_options": "[" * 200_000}, "/network_options", "nested"),
    "list of options": ({"dataset_options": [1]}, "/dataset_options", "expected an object"),
    "side too small": (
        {"network": "torchvision", "network_options": {"model": "inception_v3", "side": 32}},
        "/network_options/side",
        "from 75 x 75 pixels on",
    ),
    "no number of epochs": ({"epochs": "many"}, "/epochs", "expected JSON"),
    "too many epochs": ({"epochs": 1000}, "/epochs", "500"),
    "odd training": ({"training": {"momentum": 2}}, "/training/momentum", "1"),
    "unknown field": ({"method": "single"}, "/method", ""),
    "long name": ({"name": "x" * 201}, "/name", "200"),
    "name of nothing": ({"name": "a\x00"}, "/name", ""),
}


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize("case", BAD_FIELDS)
def test_a_wrong_field_is_named(editor: Person, case: str) -> None:
    fields, pointer, words = BAD_FIELDS[case]
    assert_refused(bring(editor, file_of(), **fields), pointer, words)


@pytest.mark.usefixtures("nothing_left")
def test_a_form_without_a_file_is_refused(editor: Person) -> None:
    assert_refused(bring(editor, None), "/file", "expected a safetensors file")
    answer = editor.post("/checkpoints", data=SMALL | {"network_options": "{}", "file": "text"})
    assert_refused(answer, "/file", "expected a safetensors file")
    assert_refused(editor.post("/checkpoints", json=SMALL), "/file", "multipart/form-data")


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("multipart/form-data", b"nonsense"),
        ("multipart/form-data; boundary=x", b"nonsense"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n"),
    ],
)
def test_a_broken_form_is_a_problem(editor: Person, kind: str, content: bytes) -> None:
    answer = editor.post("/checkpoints", content=content, headers={"Content-Type": kind})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_only_editors_bring_networks(viewer: Person) -> None:
    assert bring(viewer, file_of()).status_code == 403


def test_a_file_may_be_larger_than_other_requests_but_not_without_end(
    editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert UPLOADS["/api/v1/checkpoints"] > LIMITS.checkpoint_bytes
    assert_refused(bring(editor, bytes(3 * 2**20)), "/file", "header")
    monkeypatch.setitem(UPLOADS, "/api/v1/checkpoints", 2**21)
    answer = bring(editor, bytes(3 * 2**20))
    assert answer.status_code == 413
    assert f"at most {2**21} bytes" in answer.json()["detail"]
    assert editor.post("/checkpoints", content=iter([b"piece"])).status_code == 411


@pytest.mark.usefixtures("nothing_left")
def test_without_a_worker_one_is_asked_to_try_again(
    editor: Person, services: Services, redis_client: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services.imports, "_check_seconds", 0.2)
    monkeypatch.setattr("backend.services.imports.TASK_CHECK_WEIGHTS", "nobody")
    monkeypatch.setattr("backend.services.interactive.QUEUE_INTERACTIVE", "train")
    answer = bring(editor, file_of())
    redis_client.delete("train")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


def test_a_recipe_alone_brings_no_network(editor: Person) -> None:
    named = recipe("imported", options={"sha256": "0" * 64})
    answer = editor.post("/runs", json={"recipe": named})
    assert_refused(answer, "/recipe/method", "/checkpoints")


@pytest.mark.usefixtures("worker")
def test_a_retry_still_has_the_file(
    editor: Person, database: Database, checkpoints: Checkpoints
) -> None:
    run = bring(editor, file_of()).json()["id"]
    with database.read() as session:
        found = runs.get(session, run)
    assert found is not None
    ended(database, found, JobPhase.FAILED)
    again = editor.post(f"/runs/{run}/retry").json()["id"]
    assert checkpoints.latest(again) == file_of()
    assert editor.ask("DELETE", f"/runs/{run}").status_code == 200
    assert checkpoints.latest(run) is None


@pytest.mark.usefixtures("worker")
def test_only_a_known_procedure_is_compared(editor: Person, database: Database) -> None:
    unknown, known = (
        bring(editor, file_of(), **said).json()["recipe"] for said in ({}, {"epochs": 7})
    )
    assert [r["options"]["procedure_known"] for r in (unknown, known)] == [False, True]
    assert known["epochs"] == 7
