"""A click's way through the queue and back, with a stand-in for the interactive worker."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import redis

from backend.api.dependencies import Services
from backend.contracts.landscapes import Geometry
from backend.contracts.predictions import Prediction, PredictionReply
from backend.contracts.questions import AnswerProgress
from backend.contracts.runs import Run
from backend.contracts.tasks import AT_WORK, QUEUE_INTERACTIVE
from backend.store import landscapes
from backend.store.artifacts import Artifacts
from backend.store.database import Database
from tests.backend.people import Person
from tests.backend.stand_in import StandIn
from tests.backend.trainings import completed, queued
from tests.waiting import wait_until

BLACK = [[[0.0] * 28] * 28]


@pytest.fixture(scope="module")
def curve(database: Database, artifacts: Artifacts) -> Run:
    return completed(database, artifacts, method="bezier")


@pytest.fixture(scope="module")
def ensemble(database: Database, artifacts: Artifacts) -> Run:
    return completed(database, artifacts, method="deep_ensemble", options={"members": 4})


def prediction(run: str) -> Prediction:
    return Prediction(
        run=run,
        examples=[],
        probabilities=[],
        predictive=[],
        standard_uncertainty=None,
        predictive_entropy=[],
        expected_entropy=[],
        mutual_information=[],
        accuracy=1.0,
        nll=0.1,
        members=[],
        split_loss=None,
        split_loss_standard_error=None,
        split_accuracy=None,
        split_accuracy_standard_error=None,
        seconds=0.01,
        timings={"compute": 0.01},
    )


def click(person: Person, run: Run, **request: Any) -> Any:
    return person.post(f"/runs/{run.id}/predictions", json=request)


def test_click_is_answered(viewer: Person, curve: Run, worker: StandIn) -> None:
    worker.reply = PredictionReply(prediction=prediction(curve.id))
    answer = click(viewer, curve, point={"t": 0.3}, examples=12)
    assert answer.status_code == 200
    assert answer.json() == prediction(curve.id).model_dump(mode="json")
    ((_, task),) = worker.tasks
    assert (task["run"], task["request"]["examples"]) == (curve.id, 12)
    assert worker.headers[0]["expires"]


def test_two_clicks_at_once_get_their_own_answers(
    viewer: Person, curve: Run, worker: StandIn
) -> None:
    worker.reply = PredictionReply(prediction=prediction(curve.id))
    answers: list[int] = []
    clicks = [
        threading.Thread(target=lambda: answers.append(click(viewer, curve, sample={}).status_code))
        for _ in range(8)
    ]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert answers == [200] * 8
    assert len({task["reply_key"] for _, task in worker.tasks}) == 8


def test_refusal_of_the_worker_keeps_its_pointer(
    viewer: Person, curve: Run, worker: StandIn
) -> None:
    worker.reply = PredictionReply(status=422, detail="too far", pointer="/point/coefficients")
    answer = click(viewer, curve, point={"coefficients": [9.0, -9.0, 1.0]})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"pointer": "/point/coefficients", "detail": "too far"}]


@pytest.mark.parametrize("status", [409, 500])
def test_failure_of_the_worker_keeps_its_status(
    viewer: Person, curve: Run, worker: StandIn, status: Any
) -> None:
    worker.reply = PredictionReply(status=status, detail="a plain sentence")
    answer = click(viewer, curve, sample={})
    assert (answer.status_code, answer.json()["detail"]) == (status, "a plain sentence")


def test_silent_worker_is_unavailable(
    viewer: Person, curve: Run, worker: StandIn, impatient: None
) -> None:
    worker.reply = None
    answer = click(viewer, curve, sample={})
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


def test_busy_worker_is_asked_again(
    viewer: Person, curve: Run, worker: StandIn, impatient: None
) -> None:
    worker.reply = None
    worker.client.set(AT_WORK, "", ex=5)
    answer = click(viewer, curve, sample={})
    worker.client.delete(AT_WORK)
    assert answer.status_code == 202
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json()["progress"] is None


def test_first_answer_says_what_is_still_worked_out(
    viewer: Person, curve: Run, worker: StandIn
) -> None:
    progress = AnswerProgress(done=2_000, total=12_048, what="images")
    early = prediction(curve.id).model_copy(update={"progress": progress, "provisional": 128})
    worker.reply = PredictionReply(prediction=early)
    answer = click(viewer, curve, point={"t": 0.5}, early=True)
    assert answer.status_code == 200
    assert (answer.json()["progress"]["done"], answer.json()["provisional"]) == (2_000, 128)
    assert worker.tasks[0][1]["request"]["early"] is True


@pytest.fixture
def impatient(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services.predictions._interactive, "_answer_seconds", 0.2)


def test_service_answers_others_while_a_click_waits(
    viewer: Person, curve: Run, worker: StandIn
) -> None:
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(click, viewer, curve, sample={})
        wait_until(lambda: worker.tasks, what="the click is taken")
        assert viewer.get("/status").status_code == 200
        assert not waiting.done()
        reply = PredictionReply(prediction=prediction(curve.id))
        worker.client.rpush(worker.tasks[0][1]["reply_key"], reply.model_dump_json())
    assert waiting.result().status_code == 200


def test_run_that_is_not_trained_predicts_nothing(viewer: Person, database: Database) -> None:
    assert click(viewer, queued(database), sample={}).status_code == 409


REFUSED: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "member of a curve": ("curve", {"point": {"member": 0}}, "/point/member", "t, coefficients"),
    "t of an ensemble": ("ensemble", {"point": {"t": 0.5}}, "/point/t", "member, landscape"),
    "t off the curve": ("curve", {"point": {"t": 1.5}}, "/point/t", "at most 1, got 1.5"),
    "member that is not there": ("ensemble", {"point": {"member": 4}}, "/point/member", "0 to 3"),
    "one of several": (
        "ensemble",
        {"points": [{"member": 3}, {"member": 9}]},
        "/points/1/member",
        "0 to 3",
    ),
    "too few coefficients": (
        "curve",
        {"point": {"coefficients": [0.5, 0.5]}},
        "/point/coefficients",
        "3 coefficients",
    ),
    "concentrated sample of a curve": (
        "curve",
        {"sample": {"concentration": 0.5}},
        "/sample/concentration",
        "takes no concentration but 1",
    ),
    "image that is not there": (
        "curve",
        {"sample": {}, "examples": [0, 10_000]},
        "/examples/1",
        "0 to 9999",
    ),
    "too much at once": (
        "curve",
        {"sample": {"count": 256}, "examples": 10_000},
        "/examples",
        "at most 2000000",
    ),
    "no landscape": (
        "curve",
        {"point": {"landscape": "0123456789ab", "x": 0, "y": 0}},
        "/point/landscape",
        "there is no landscape",
    ),
    "two sources": ("curve", {"sample": {}, "point": {"t": 0.5}}, "", "exactly one of"),
    "not a number": ("curve", {"point": {"t": "NaN"}}, "/point/t", "finite"),
    "two": ("curve", {"sample": {}, "images": [BLACK], "examples": 3}, "/images", "not both"),
    "array of another shape": (
        "curve",
        {"sample": {}, "images": [BLACK, [[[0.5]]]]},
        "/images/1",
        "expected 1 x 28 x 28 numbers",
    ),
    "influence on many": (
        "curve",
        {"sample": {}, "examples": 2, "influence": {"kind": "shift", "values": [1]}},
        "/influence",
        "acts on one image; got 2",
    ),
    "influence out of range": (
        "curve",
        {"sample": {}, "images": [BLACK], "influence": {"kind": "blur", "values": [0, 5]}},
        "/influence/values/1",
        "expected 0 to 4 (pixels); got 5",
    ),
    "influence at too many values": (
        "curve",
        {"sample": {}, "influence": {"kind": "blur", "values": [0] * 42}},
        "/influence/values",
        "at most 41",
    ),
    "unknown field": ("curve", {"sample": {}, "surprise": 1}, "/surprise", "no field of this name"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_click_is_refused_before_it_is_sent(
    viewer: Person, curve: Run, ensemble: Run, redis_client: redis.Redis, case: str
) -> None:
    name, request, pointer, words = REFUSED[case]
    answer = click(viewer, {"curve": curve, "ensemble": ensemble}[name], **request)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["pointer"] == pointer
    assert words in error["detail"]
    assert not redis_client.llen(QUEUE_INTERACTIVE)


def test_place_on_a_landscape_is_held_to_its_range(
    viewer: Person, curve: Run, ensemble: Run, database: Database, worker: StandIn
) -> None:
    worker.reply = PredictionReply(prediction=prediction(curve.id))
    landscape = default_landscape(viewer, curve)
    place = {"landscape": landscape, "x": 1.0, "y": -0.5}
    assert "no axes yet" in click(viewer, curve, point=place).json()["detail"]
    begin(database, landscape)
    assert click(viewer, curve, point=place).status_code == 200
    off = click(viewer, curve, point={**place, "x": 1.001})
    assert off.json()["errors"][0] == {
        "pointer": "/point/x",
        "detail": "expected a number from 0 to 1; got 1.001",
    }
    foreign = click(viewer, ensemble, point=place)
    assert foreign.json()["errors"][0]["pointer"] == "/point/landscape"


def default_landscape(person: Person, run: Run) -> str:
    return str(person.get(f"/runs/{run.id}/landscapes").json()[0]["id"])


def begin(database: Database, landscape: str) -> None:
    geometry = Geometry(
        x=[0.0, 0.5, 1.0],
        y=[-0.5, 0.0, 0.5],
        vertices=[(0.0, 0.0)],
        vertex_names=["one"],
        distances=[0.0],
        random_axes=[],
    )
    with database.write() as session:
        landscapes.begin(session, landscape, geometry, 100)
