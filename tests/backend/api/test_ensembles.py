"""Ensembles and maps of solutions on their way through the queue, with a stand-in worker."""

from typing import Any

import pytest
import redis

from backend.contracts.ensembles import Ensemble, EnsembleFigures, EnsembleReply
from backend.contracts.questions import AnswerProgress
from backend.contracts.runs import Run
from backend.contracts.solutions import Solutions, SolutionsReply
from backend.contracts.tasks import QUEUE_INTERACTIVE, TASK_QUESTION
from backend.store.artifacts import Artifacts
from backend.store.database import Database
from tests.backend.people import Person
from tests.backend.stand_in import StandIn
from tests.backend.trainings import completed, evaluation, quality, queued


@pytest.fixture(scope="module")
def ensemble(database: Database, artifacts: Artifacts) -> Run:
    return completed(database, artifacts, {}, method="deep_ensemble", options={"members": 4})


@pytest.fixture(scope="module")
def reference(database: Database, artifacts: Artifacts) -> Run:
    """The Deep Ensemble of the procedure, with its evaluation."""
    files = {"evaluation.json": evaluation("b" * 12, 0.97, 0.98, cost=4.0)}
    return completed(database, artifacts, files, method="deep_ensemble", options={"members": 4})


@pytest.fixture(scope="module")
def curve(database: Database, artifacts: Artifacts, reference: Run) -> Run:
    assert reference.id
    files = {"evaluation.json": evaluation("a" * 12, cost=1.5)}
    return completed(database, artifacts, files, method="bezier")


def figures(networks: int) -> EnsembleFigures:
    return EnsembleFigures(networks=networks, quality=quality(0.98, networks), detection=[])


def answer(run: Run) -> Ensemble:
    return Ensemble(
        run=run.id,
        examples=10_000,
        split_examples=10_000,
        foreign=None,
        foreign_examples=None,
        foreign_here=[],
        missing=None,
        ensemble=figures(2),
        reference=figures(4),
        reference_run=run.reference,
        members=[],
        seconds=0.1,
    )


def solutions(run: Run) -> Solutions:
    return Solutions(
        run=run.id,
        reference_run=None,
        images=1000,
        networks=[],
        edges=[],
        placed=[],
        stress=None,
        explained=(0.0, 0.0),
        reach=None,
        seconds=0.1,
    )


def ask(person: Person, run: Run, what: str = "ensembles", **request: Any) -> Any:
    return person.post(f"/runs/{run.id}/{what}", json=request)


def test_an_ensemble_comes_back_with_what_it_cost(
    viewer: Person, curve: Run, reference: Run, worker: StandIn
) -> None:
    worker.reply = EnsembleReply(ensemble=answer(curve))
    found = ask(viewer, curve, points=[{"t": 0.1}, {"t": 0.9}], sample={"count": 3})
    assert found.status_code == 200
    assert found.json()["ensemble"]["equivalent_trainings"] == 1.5
    assert found.json()["reference"]["equivalent_trainings"] == 4.0
    ((name, task),) = worker.tasks
    assert (name, task["kind"]) == (TASK_QUESTION, "ensemble")
    assert (task["run"], task["reference_run"]) == (curve.id, reference.id)
    assert task["request"]["sample"]["count"] == 3


def test_separate_networks_cost_only_those_used(
    viewer: Person, reference: Run, worker: StandIn
) -> None:
    worker.reply = EnsembleReply(ensemble=answer(reference))
    used = [{"member": 0}, {"member": 3}, {"member": 3}]
    found = ask(viewer, reference, points=used).json()
    assert found["ensemble"]["equivalent_trainings"] == 2.0
    assert worker.tasks[0][1]["reference_run"] == reference.id
    whole = ask(viewer, reference, sample={}).json()
    assert whole["ensemble"]["equivalent_trainings"] == 4.0


def test_without_an_evaluation_the_cost_is_not_known(
    viewer: Person, ensemble: Run, worker: StandIn
) -> None:
    worker.reply = EnsembleReply(ensemble=answer(ensemble))
    found = ask(viewer, ensemble, points=[{"member": 0}])
    assert found.json()["ensemble"]["equivalent_trainings"] is None


def test_solutions_take_places_of_the_run(viewer: Person, curve: Run, worker: StandIn) -> None:
    worker.reply = SolutionsReply(solutions=solutions(curve))
    assert ask(viewer, curve, "solutions").json()["images"] == 1000
    assert ask(viewer, curve, "solutions", points=[{"t": 0.5}]).status_code == 200
    assert [task["kind"] for _, task in worker.tasks] == ["solutions"] * 2
    refused = ask(viewer, curve, "solutions", points=[{"t": 0.5}, {"member": 0}])
    assert refused.json()["errors"][0]["pointer"] == "/points/1/member"


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "nothing": ({}, "", "got neither"),
    "member of a curve": (
        {"points": [{"t": 0}, {"member": 0}]},
        "/points/1/member",
        "expected a point by",
    ),
    "too many points": ({"points": [{"t": 0.5}] * 65}, "/points", "at most 64"),
    "too many together": (
        {"points": [{"t": 0.5}] * 40, "sample": {"count": 32}},
        "/sample/count",
        "at most 64 networks together; got 72",
    ),
    "concentration on a curve": (
        {"sample": {"concentration": 0.5}},
        "/sample/concentration",
        "takes no concentration but 1",
    ),
    "unknown foreign set": (
        {"sample": {}, "foreign": "cifar10"},
        "/foreign",
        "expected a foreign set of this data: emnist_letters",
    ),
    "too few images": ({"sample": {}, "examples": 5}, "/examples", "at least 100 examples, got 5"),
    "unknown field": ({"sample": {}, "surprise": 1}, "/surprise", "no field of this name"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_ensemble_is_refused_before_it_is_sent(
    viewer: Person, curve: Run, redis_client: redis.Redis, case: str
) -> None:
    request, pointer, words = REFUSED[case]
    found = ask(viewer, curve, **request)
    assert found.status_code == 422
    (error,) = found.json()["errors"]
    assert error["pointer"] == pointer
    assert words in error["detail"]
    assert not redis_client.llen(QUEUE_INTERACTIVE)


@pytest.mark.parametrize("what", ["ensembles", "solutions"])
def test_runs_without_networks_have_neither(viewer: Person, database: Database, what: str) -> None:
    request = {"sample": {}} if what == "ensembles" else {}
    waiting = queued(database)
    assert ask(viewer, waiting, what, **request).status_code == 409
    assert viewer.post(f"/runs/{'f' * 12}/{what}", json=request).status_code == 404


@pytest.mark.parametrize("status", [202, 409, 422, 500])
@pytest.mark.parametrize("what", ["ensembles", "solutions"])
def test_what_the_worker_refuses_keeps_its_status(
    viewer: Person, curve: Run, worker: StandIn, what: str, status: Any
) -> None:
    kind = EnsembleReply if what == "ensembles" else SolutionsReply
    worker.reply = kind(status=status, detail="a plain sentence", pointer="/points/0")
    request = {"sample": {}} if what == "ensembles" else {}
    found = ask(viewer, curve, what, **request)
    assert found.status_code == status
    assert "a plain sentence" in found.json()["detail"]
    assert (status == 202) == ("retry-after" in found.headers)


@pytest.mark.parametrize("what", ["ensembles", "solutions"])
def test_what_is_not_done_yet_says_how_far_it_is(
    viewer: Person, curve: Run, worker: StandIn, what: str
) -> None:
    kind = EnsembleReply if what == "ensembles" else SolutionsReply
    progress = AnswerProgress(done=4_000, total=90_000, what="images of 9 networks")
    worker.reply = kind(status=202, detail="so far", progress=progress)
    found = ask(viewer, curve, what, **({"sample": {}} if what == "ensembles" else {}))
    assert found.status_code == 202
    assert found.json()["progress"] == progress.model_dump()
    assert found.headers["retry-after"] == "0"
