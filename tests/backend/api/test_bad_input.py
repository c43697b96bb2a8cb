"""Whatever is sent, the answer is a problem that names the field, and nothing is queued."""

import json
from collections import defaultdict
from typing import Any

import pytest
import redis

from backend.store import outbox
from backend.store.database import Database
from tests.backend.people import Person
from tests.backend.trainings import recipe

JSON = {"Content-Type": "application/json"}
ID = "0123456789ab"
HUGE = "1" + "0" * 20
LONE = '"\\ud800"'


def body(**fields: str) -> bytes:
    """A run whose recipe has these fields, given as raw JSON."""
    valid = {name: json.dumps(value) for name, value in recipe().items()}
    members = ", ".join(f"{json.dumps(name)}: {raw}" for name, raw in (valid | fields).items())
    return f'{{"recipe": {{{members}}}}}'.encode()


BAD_RUNS: dict[str, tuple[bytes, str]] = {
    "unknown dataset": (body(dataset='"imagenet"'), "/recipe/dataset"),
    "unknown network": (body(network='"vgg"'), "/recipe/network"),
    "unknown method": (body(method='"magic"'), "/recipe/method"),
    "unknown field": (body(surprise="1"), "/recipe/surprise"),
    "unknown option": (body(options='{"surprise": 1}'), "/recipe/options/surprise"),
    "option out of range": (
        body(options='{"control_points": 10}'),
        "/recipe/options/control_points",
    ),
    "not a number": (body(options='{"budget": NaN}'), "/recipe/options/budget"),
    "infinite": (body(options='{"budget": 1e999}'), "/recipe/options/budget"),
    "not a number in training": (
        body(training='{"learning_rate": NaN}'),
        "/recipe/training/learning_rate",
    ),
    "huge epochs": (body(epochs=HUGE), "/recipe/epochs"),
    "huge seed": (body(seed=f"-{HUGE}"), "/recipe/seed"),
    "fraction": (body(epochs="1.5"), "/recipe/epochs"),
    "number as text": (body(epochs='"3"'), "/recipe/epochs"),
    "not a number in an unknown key": (body(surprise="NaN"), "/recipe/surprise"),
    "deep value in an unknown key": (body(surprise="[" * 400 + "]" * 400), "/recipe/surprise"),
    "lone surrogate as name": (body(network=LONE), "/recipe/network"),
    "lone surrogate as key": (b'{"recipe": {"\\udfff": 1}}', "/recipe"),
    "lone surrogate as option": (body(options='{"\\ud800": 1}'), "/recipe/options"),
    "nothing in float32": (
        body(
            method='"laplace_last_layer"',
            options='{"prior_precision": 1e-300}',
        ),
        "/recipe/options/prior_precision",
    ),
    "a side that the network does not take": (
        body(network='"torchvision"', network_options='{"model": "inception_v3", "side": 32}'),
        "/recipe/network_options/side",
    ),
    "a lone image and batch normalisation": (
        body(
            network_options='{"norm": "batch"}',
            dataset_options='{"training_examples": 129}',
        ),
        "/recipe/training/batch_size",
    ),
    "not an object": (b'{"recipe": [1]}', "/recipe"),
    "no recipe": (b"{}", "/recipe"),
    "no body": (b"", ""),
    "null": (b"null", ""),
    "slash in an unknown key": (body(**{"a/b~c": "1"}), "/recipe/a~1b~0c"),
    "end points missing": (body(method='"curve_between"'), "/recipe/options/end_points"),
    "end points of nothing": (
        body(
            method='"curve_between"', options=f'{{"end_points": [{{"run": "{ID}"}}, {{"run": 5}}]}}'
        ),
        "/recipe/options/end_points/1/run",
    ),
}


def assert_problem(answer: Any, status: int, pointer: str | None = None) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["detail"]
    if pointer is not None:
        assert pointer in [error["pointer"] for error in problem["errors"]]


@pytest.fixture
def nothing_queued(database: Database, redis_client: redis.Redis) -> Any:
    """Holds a test to queueing nothing."""
    yield
    with database.read() as session:
        assert outbox.drain(session) == []
    assert not redis_client.keys("train")


@pytest.mark.usefixtures("nothing_queued")
@pytest.mark.parametrize("case", BAD_RUNS)
def test_bad_run_names_the_field(admin: Person, case: str) -> None:
    content, pointer = BAD_RUNS[case]
    assert_problem(admin.post("/runs", content=content, headers=JSON), 422, pointer)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", LONE),
        ("name", '"' + "x" * 201 + '"'),
        ("name", '"\\u0000"'),
        ("notes", '"\\ud800"'),
        ("tags", '["<b>"]'),
        ("surprise", "NaN"),
    ],
)
@pytest.mark.usefixtures("nothing_queued")
def test_bad_words_about_a_run_are_refused(admin: Person, field: str, value: str) -> None:
    content = f'{{"recipe": {json.dumps(recipe())}, "{field}": {value}}}'.encode()
    answer = admin.post("/runs", content=content, headers=JSON)
    assert_problem(answer, 422)
    assert answer.json()["errors"][0]["pointer"].startswith(f"/{field}")


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{", 422),
        (b'{"recipe": ', 422),
        (b"\xff\xfe", 422),
        (b"[" * 100_000, 400),
        (b'{"recipe": ' + b"1" * 5000 + b"}", 400),
    ],
)
def test_unreadable_body_is_refused(admin: Person, content: bytes, status: int) -> None:
    assert_problem(admin.post("/runs", content=content, headers=JSON), status)


def test_body_without_json_type_is_refused(admin: Person) -> None:
    assert_problem(admin.post("/runs", content=body(), headers={"Content-Type": "x/y"}), 422)


@pytest.mark.parametrize(
    "query",
    [
        "page=99999999999999999999",
        "page=0",
        "page_size=201",
        "page_size=NaN",
        "phase=sleeping",
        "sort=owner",
        "surprise=1",
        "starred=yes",
        "archived=1",
        "query=%00",
        "query=" + "x" * 201,
    ],
)
def test_bad_query_names_the_parameter(admin: Person, query: str) -> None:
    assert_problem(admin.get(f"/runs?{query}"), 422, "/" + query.partition("=")[0])


@pytest.mark.parametrize(
    "path",
    [
        "/catalog",
        "/status",
        "/runs/tags",
        "/runs/names",
        *(
            f"/runs/{ID}{rest}"
            for rest in ("", "/epochs", "/previews", "/dependents", "/evaluation")
        ),
        f"/runs/{ID}/events",
        f"/landscapes/{ID}",
    ],
)
def test_a_query_that_nobody_reads_is_named(admin: Person, path: str) -> None:
    answer = admin.get(f"{path}?surprise=1")
    assert_problem(answer, 422, "/surprise")
    assert answer.json()["errors"][0]["detail"] == "there is no field of this name"


def test_no_documented_query_is_called_unknown(admin: Person) -> None:
    """Also where a handler reads it through what it depends on, as a stream reads `after`."""
    documented = {
        f"{path.removeprefix('/api/v1').format_map(defaultdict(lambda: ID))}?{field['name']}=1"
        for path, methods in admin.get("/openapi.json").json()["paths"].items()
        for field in methods.get("get", {}).get("parameters", [])
        if field["in"] == "query"
    }
    assert {f"/runs/{ID}/events?after=1", "/runs?page=1"} <= documented
    assert not [one for one in documented if "no field of this name" in admin.get(one).text]


@pytest.mark.parametrize(
    "query", ["tag=%ED%A0%80", "query=%25_\\'", "query=", "query=%F0%9F%8F%94"]
)
def test_odd_query_finds_nothing_or_all(admin: Person, query: str) -> None:
    assert admin.get(f"/runs?{query}").status_code == 200


def test_requests_that_nobody_takes_are_named(admin: Person) -> None:
    nowhere, never = admin.get("/nope"), admin.ask("PUT", "/runs")
    assert_problem(nowhere, 404)
    assert_problem(never, 405)
    assert nowhere.json()["detail"] == "there is nothing at '/api/v1/nope'"
    assert never.json()["detail"] == "PUT is not possible at '/api/v1/runs'"


def test_a_query_is_not_called_a_body(admin: Person) -> None:
    detail = admin.get(f"/landscapes/{ID}/examples").json()["detail"]
    assert detail == "the query: give exactly one of index, class and subset"


@pytest.mark.parametrize("run", [ID, "nope", "%00", "..%2f..", "%ED%A0%80", "9" * 30, "x" * 300])
def test_unknown_run_is_not_found(admin: Person, run: str) -> None:
    reads = ("", "/epochs", "/evaluation", "/artifacts/record.json", "/landscapes", "/events")
    for path in reads:
        assert_problem(admin.get(f"/runs/{run}{path}"), 404)
    for action in ("cancel", "retry"):
        assert_problem(admin.post(f"/runs/{run}/{action}"), 404)
    assert_problem(admin.ask("DELETE", f"/runs/{run}"), 404)
    assert_problem(admin.ask("PATCH", f"/runs/{run}", json={}), 404)
    assert_problem(admin.post(f"/runs/{run}/predictions", json={"sample": {}}), 404)
    assert_problem(admin.post(f"/runs/{run}/landscapes", json={}), 404)


@pytest.mark.parametrize("landscape", [ID, "nope", "%00", "..%2f.."])
def test_unknown_landscape_is_not_found(admin: Person, landscape: str) -> None:
    assert_problem(admin.get(f"/landscapes/{landscape}"), 404)
    assert_problem(admin.get(f"/landscapes/{landscape}/events"), 404)
    assert_problem(admin.ask("DELETE", f"/landscapes/{landscape}"), 404)
    assert_problem(admin.post(f"/landscapes/{landscape}/cancel"), 404)


@pytest.mark.parametrize("last", ["x", "-1", HUGE, "1.5"])
def test_bad_last_event_id_is_refused(admin: Person, last: str) -> None:
    run = admin.post("/runs", json={"recipe": recipe()}).json()["id"]
    answer = admin.get(f"/runs/{run}/events", headers={"Last-Event-ID": last})
    assert_problem(answer, 422, "/Last-Event-ID")
    admin.post(f"/runs/{run}/cancel")
