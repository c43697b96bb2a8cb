"""The client speaks the service's language, and passes on its sentences."""

import json

import httpx
import numpy as np
import pytest
import torch
from safetensors.torch import load

from backend.contracts.ensembles import EnsembleRequest
from backend.contracts.predictions import Point
from backend.contracts.recipes import Recipe
from backend.contracts.runs import EventKind, JobPhase, RunQuery, RunRequest
from frontend import cli, run_commands
from frontend.client import ApiClient, ServiceError, Unreachable
from frontend.client.event_stream import parse_events
from frontend.client.weights import weights_file

RECIPE = Recipe(dataset="mnist", network="mlp", method="single")
RUN = {
    "id": "0123456789ab",
    "name": "One network",
    "recipe": RECIPE.model_dump(),
    "phase": "queued",
    "progress": None,
    "attempt": 0,
    "failure": None,
    "waits_for": [],
    "queue_position": 1,
    "cancel_requested": False,
    "created_at": "2026-01-01T00:00:00Z",
    "started_at": None,
    "finished_at": None,
    "owner": "admin",
    "tags": [],
    "notes": "",
    "starred": False,
    "archived": False,
    "retry_of": None,
    "reference": None,
}


class Service(httpx.BaseTransport):
    """Answers one thing after the other, then the last again; remembers what it was asked."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def client(service: Service) -> ApiClient:
    return ApiClient("http://127.0.0.1:1", "secret", transport=service)


def test_a_run_is_created_as_the_contract_says() -> None:
    service = Service(httpx.Response(201, json=RUN))
    with client(service) as api:
        run = api.create_run(RunRequest(recipe=RECIPE), idempotency_key="once")
    asked = service.asked[0]
    assert run.recipe == RECIPE
    assert (asked.method, asked.url.path) == ("POST", "/api/v1/runs")
    assert asked.headers["authorization"] == "Bearer secret"
    assert asked.headers["idempotency-key"] == "once"
    assert RunRequest.model_validate_json(asked.content).recipe == RECIPE


def test_a_network_is_sent_as_a_form_with_its_file() -> None:
    service = Service(httpx.Response(201, json=RUN))
    with client(service) as api:
        api.publish(
            {"1.weight": np.ones((2, 3), dtype=np.float32).T},
            "mlp",
            "mnist",
            network_options={"width": 8},
            name="Mine",
        )
    asked = service.asked[0]
    assert (asked.method, asked.url.path) == ("POST", "/api/v1/checkpoints")
    assert asked.headers["content-type"].startswith("multipart/form-data")
    assert "content-length" in asked.headers
    for part in (b'name="network"\r\n\r\nmlp', b'{"width": 8}', b"\r\n\r\nMine\r\n", b"1.weight"):
        assert part in asked.content


def test_tensors_of_any_library_become_a_file() -> None:
    half = torch.tensor([0.5, -3.0], dtype=torch.bfloat16)
    given = {
        "bfloat16": torch.nn.Parameter(half),
        "float16": half.half(),
        "turned": torch.arange(6.0).reshape(2, 3).T,
        "array": np.ones(2, dtype=np.float32),
        "count": torch.tensor(3),
    }
    saved = load(weights_file(given).read())
    assert all(torch.equal(saved[n].float(), torch.as_tensor(t).float()) for n, t in given.items())
    assert saved["float16"].dtype is torch.float16


def test_what_is_no_tensor_is_named() -> None:
    with pytest.raises(TypeError, match=r"expected numbers for '1\.bias', got str"):
        weights_file({"1.bias": "many"})


def test_a_query_leaves_out_what_is_not_asked() -> None:
    page = {"items": [RUN], "page": 1, "page_size": 50, "total": 1}
    service = Service(httpx.Response(200, json=page))
    with client(service) as api:
        assert api.runs(RunQuery(method="single")).total == 1
    assert "phase" not in service.asked[0].url.params
    assert service.asked[0].url.params["method"] == "single"


def test_a_refusal_carries_the_sentence_and_the_fields() -> None:
    errors = [{"pointer": "/recipe/epochs", "detail": "at most 500"}]
    problem = {"detail": "The recipe is not valid.", "errors": errors}
    with (
        client(Service(httpx.Response(422, json=problem))) as api,
        pytest.raises(ServiceError, match="The recipe is not valid") as refused,
    ):
        api.run("0123456789ab")
    assert refused.value.status == 422
    assert refused.value.errors == errors


def test_an_answer_that_is_no_problem_document_is_still_a_sentence() -> None:
    with (
        client(Service(httpx.Response(502, text="<html>"))) as api,
        pytest.raises(ServiceError, match="the service answered 502"),
    ):
        api.run("0123456789ab")


def test_nobody_there_is_one_sentence() -> None:
    with (
        client(Service(httpx.ConnectError("refused"))) as api,
        pytest.raises(Unreachable, match=r"no Paysage answers at http://127\.0\.0\.1:1"),
    ):
        api.run("0123456789ab")
    with client(Service(httpx.ConnectError("refused"))) as api:
        assert not api.healthy()


def test_a_stream_is_resumed_after_the_last_event() -> None:
    text = 'id: 7\nevent: phase\ndata: {"phase": "running"}\n\n'
    service = Service(httpx.Response(200, text=text))
    with client(service) as api:
        events = list(api.run_events("0123456789ab", after=6))
    assert service.asked[0].headers["last-event-id"] == "6"
    assert [(event.id, event.kind) for event in events] == [(7, EventKind.PHASE)]
    assert json.loads(events[0].data) == {"phase": "running"}


def test_comments_and_unfinished_events_are_passed_over() -> None:
    lines = [": ping", "", "id: 1", "event: epoch", "data: {}", "", "id: 2", "event: epoch"]
    assert [event.id for event in parse_events(iter(lines))] == [1]


def test_a_question_is_repeated_until_it_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("frontend.client.transport.time.sleep", waits.append)
    problem = {"Content-Type": "application/problem+json", "Retry-After": "1"}
    working = httpx.Response(202, json={"detail": "2 of 9 networks"}, headers=problem)
    service = Service(working, working, httpx.Response(404, json={"detail": "gone"}))
    with client(service) as api, pytest.raises(ServiceError, match="gone"):
        api.solutions("0123456789ab")
    assert waits == [1, 1]
    assert len({request.content for request in service.asked}) == 1


def test_networks_are_asked_together_by_their_contracts() -> None:
    refused = {"detail": "the worker is busy", "errors": []}
    service = Service(httpx.Response(503, json=refused))
    with client(service) as api:
        with pytest.raises(ServiceError, match="busy"):
            api.ensemble("0123456789ab", EnsembleRequest(points=[Point(t=0.5)]))
        with pytest.raises(ServiceError, match="busy"):
            api.solutions("0123456789ab")
    ensemble, solutions = service.asked
    assert ensemble.url.path == "/api/v1/runs/0123456789ab/ensembles"
    assert json.loads(ensemble.content) == {"points": [{"t": 0.5}]}
    assert solutions.url.path == "/api/v1/runs/0123456789ab/solutions"
    assert json.loads(solutions.content) == {"points": []}


NEWER = {
    **RUN,
    "recipe": {**RECIPE.model_dump(), "dataset": "tiles", "options": {"pilot": 1}},
    "phase": "paused",
    "failure": {"kind": "cosmic", "sentence": "A ray came.", "ray": "gamma"},
    "colour": "blue",
}
"""As a service says it that is newer, and has a package that the client has not."""


STATUS = {"user": "ada", "role": "owner", "running": 0, "queued": 0, "version": "9"}


def test_a_newer_service_with_other_packages_is_read() -> None:
    page = {"items": [NEWER, RUN], "page": 1, "page_size": 50, "total": 2, "cursor": "x"}
    with client(Service(httpx.Response(200, json=page))) as api:
        newer, known = api.runs().items
    assert newer.recipe.model_dump(mode="json") == NEWER["recipe"]
    assert newer.phase.value == "paused"
    assert not newer.phase.is_ours
    assert newer.failure is not None
    assert newer.failure.kind.value == "cosmic"
    assert known.recipe == RECIPE
    assert known.phase is JobPhase.QUEUED


def test_the_command_lists_what_it_does_not_know(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = {"items": [NEWER, RUN], "page": 1, "page_size": 50, "total": 2}
    service = Service(httpx.Response(200, json=page), httpx.Response(200, json=STATUS))
    monkeypatch.setattr(run_commands, "client_of", lambda _: client(service))
    assert cli.main(["runs"]) == 0
    newer, known = capsys.readouterr().out.splitlines()
    assert newer.startswith("0123456789ab  paused")
    assert '(not known here: the data set "tiles"; options/pilot (there is no' in newer
    assert known.endswith("One network")


def test_answers_with_unknown_words_and_fields_are_read() -> None:
    epoch = {
        "epoch": 1,
        "total_epochs": 2,
        "member": None,
        "loss": 1.0,
        "test_loss": 1.0,
        "test_accuracy": 0.5,
        "learning_rate": 0.1,
        "gradient_evaluations": 5,
        "seconds": 1.0,
        "energy": 3,
    }
    with client(Service(httpx.Response(200, json=[epoch]))) as api:
        assert api.epochs("0123456789ab")[0].epoch == 1
    (event,) = parse_events(iter(["id: 1", "event: comet", "data: {}", ""]))
    assert event.kind.value == "comet"
