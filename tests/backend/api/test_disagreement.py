"""Disagreement on its way through the queue, with a stand-in worker."""

from typing import Any

import pytest

from backend.contracts.disagreement import Disagreement, DisagreementReply
from backend.contracts.landscapes import Geometry, LandscapeRequest
from backend.contracts.runs import Run
from backend.contracts.settings import Settings
from backend.contracts.tasks import TASK_QUESTION
from backend.store import landscapes
from backend.store.artifacts import Artifacts
from backend.store.database import Database
from backend.store.image_results import ImageResults, StoredImages
from tests.backend.people import Person
from tests.backend.stand_in import StandIn
from tests.backend.trainings import completed

AXIS = [0.0, 1.0, 2.0]
GEOMETRY = Geometry(
    x=AXIS,
    y=AXIS,
    vertices=[(0, 0)] * 2,
    vertex_names=["network 1", "network 2"],
    distances=[0, 0],
    random_axes=[],
)


@pytest.fixture(scope="module")
def run(database: Database, artifacts: Artifacts) -> Run:
    return completed(database, artifacts, {}, method="deep_ensemble", options={"members": 2})


@pytest.fixture(scope="module")
def landscape(database: Database, settings: Settings, run: Run) -> str:
    with database.write() as session:
        made = landscapes.create(session, run.id, LandscapeRequest(resolution=3))
        assert made is not None
        landscapes.begin(session, made.id, GEOMETRY, 3)
    kept = StoredImages([0, 1, 2], [0, 1, 0], 10)  # type: ignore[arg-type]
    ImageResults(settings.landscapes_path).write_images(made.id, kept)
    return made.id


def answer(landscape: str) -> Disagreement:
    return Disagreement(
        landscape=landscape,
        split="test",
        images=3,
        disagreement=[[0.0, 0.5, None]] * 3,
        completed_points=6,
        total_points=9,
        seconds=0.01,
    )


def ask(person: Person, landscape: str, /, **point: Any) -> Any:
    return person.post(f"/landscapes/{landscape}/disagreement", json={"point": point})


def test_the_grid_comes_back_from_the_worker(
    viewer: Person, run: Run, landscape: str, worker: StandIn
) -> None:
    worker.reply = DisagreementReply(disagreement=answer(landscape))
    found = ask(viewer, landscape, member=1)
    assert found.status_code == 200
    assert found.json()["disagreement"][0] == [0.0, 0.5, None]
    ((name, task),) = worker.tasks
    assert (name, task["run"], task["landscape"]) == (TASK_QUESTION, run.id, landscape)
    assert task["request"]["point"]["member"] == 1


@pytest.mark.parametrize(
    ("point", "pointer"),
    [
        ({}, "/point"),
        ({"member": 2}, "/point/member"),
        ({"t": 0.5}, "/point/t"),
        ({"landscape": "0123456789ab", "x": 0, "y": 0}, "/point/landscape"),
    ],
)
def test_points_that_the_run_has_not_are_refused(
    viewer: Person, landscape: str, point: dict[str, Any], pointer: str
) -> None:
    refused = ask(viewer, landscape, **point)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == pointer


def test_a_place_beyond_the_map_is_refused(viewer: Person, landscape: str) -> None:
    refused = ask(viewer, landscape, landscape=landscape, x=2.5, y=0)
    assert refused.json()["errors"][0]["pointer"] == "/point/x"


def test_landscapes_without_answers_say_why(viewer: Person, database: Database, run: Run) -> None:
    assert ask(viewer, "0123456789ab", member=0).status_code == 404
    with database.write() as session:
        bare = landscapes.create(session, run.id, LandscapeRequest(resolution=3))
    assert bare is not None
    refused = ask(viewer, bare.id, member=0)
    assert refused.status_code == 404
    assert "no finished point yet" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        (DisagreementReply(status=404, detail="gone"), 404),
        (DisagreementReply(status=409, detail="not trained"), 409),
        (DisagreementReply(status=422, detail="overflow", pointer="/point/landscape"), 422),
        (DisagreementReply(status=202, detail="not yet"), 202),
        (DisagreementReply(status=500, detail="broke"), 500),
    ],
)
def test_refusals_of_the_worker_keep_their_kind(
    viewer: Person, landscape: str, worker: StandIn, reply: DisagreementReply, status: int
) -> None:
    worker.reply = reply
    assert ask(viewer, landscape, member=0).status_code == status
