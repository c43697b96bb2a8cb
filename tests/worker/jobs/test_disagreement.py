"""Disagreement from its message to its reply: MNIST, two tiny random networks."""

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch

from backend.contracts.disagreement import (
    Disagreement,
    DisagreementReply,
    DisagreementRequest,
    DisagreementTask,
)
from backend.contracts.landscapes import Landscape, LandscapeRequest
from backend.contracts.settings import Settings
from backend.store import landscapes
from tests.worker.jobs.asking import answered
from tests.worker.jobs.processes import process_of
from tests.worker.jobs.random_runs import random_run
from tests.worker.jobs.working import compute
from worker.jobs import subspaces
from worker.jobs.process import Process
from worker.landscape.grid import tile_scores

REQUEST = LandscapeRequest(resolution=(5, 3))
KEY = "paysage:reply:disagreement"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, redis_url: str) -> Iterator[Process]:
    settings = Settings(state_dir=tmp_path_factory.mktemp("state"), redis_url=redis_url)
    process = process_of(settings, redis_url)
    yield process
    process.redis.close()
    process.database.close()


@pytest.fixture(scope="module")
def run(here: Process) -> str:
    return random_run(here).id


def computed(here: Process, run: str, request: LandscapeRequest) -> Landscape:
    with here.database.write() as session:
        made = landscapes.create(session, run, request)
    assert made is not None
    compute(here, made.id)
    with here.database.read() as session:
        found = landscapes.get(session, made.id)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def done(here: Process, run: str) -> Landscape:
    return computed(here, run, REQUEST)


def asked(here: Process, landscape: Landscape, /, **point: Any) -> DisagreementReply:
    request = DisagreementRequest.model_validate({"point": point})
    task = DisagreementTask(
        run=landscape.run,
        landscape=landscape.id,
        request=request,
        reply_key=KEY,
        sent_at=time.time(),
    )
    return answered(task, here, DisagreementReply)


def of(here: Process, landscape: Landscape, /, **point: Any) -> Disagreement:
    reply = asked(here, landscape, **point)
    assert reply.disagreement is not None, reply.detail
    return reply.disagreement


def test_it_is_what_the_engine_says(here: Process, done: Landscape) -> None:
    assert done.geometry is not None
    found = of(here, done, member=1)
    context = subspaces.warm_subspace(done.run, here)
    indices = [(row, column) for row in range(3) for column in range(5)]
    scores = tile_scores(context, REQUEST, done.geometry, indices)
    examples = context.examples("test")
    own = context.engine.scores(context.points(torch.tensor([[0.0, 1.0]])), examples).labels
    expected = (scores.labels != own).double().mean(dim=1).reshape(3, 5)
    assert found.disagreement == pytest.approx(expected.numpy(), abs=1e-5)
    assert (found.images, found.split, found.completed_points) == (10_000, "test", 15)
    again = of(here, done, member=1)
    assert again.disagreement == found.disagreement


def test_a_network_of_the_grid_agrees_with_itself(here: Process, done: Landscape) -> None:
    assert done.geometry is not None
    place = {"x": done.geometry.x[3], "y": done.geometry.y[1]}
    found = of(here, done, landscape=done.id, **place)
    assert found.disagreement[1][3] == 0
    others = np.array(found.disagreement)
    assert others.max() > 0


def test_a_part_of_the_images_is_compared_with_that_part(here: Process, run: str) -> None:
    part = computed(here, run, LandscapeRequest(resolution=3, max_examples=500))
    assert part.geometry is not None
    place = {"x": part.geometry.x[0], "y": part.geometry.y[2]}
    found = of(here, part, landscape=part.id, **place)
    assert found.images == 500
    assert found.disagreement[2][0] == 0


def test_networks_that_the_run_has_not_are_refused(here: Process, done: Landscape) -> None:
    refused = asked(here, done, member=7)
    assert (refused.status, refused.pointer) == (422, "/point/member")


def test_a_deleted_landscape_is_told(here: Process, done: Landscape) -> None:
    gone = done.model_copy(update={"id": "0123456789ab"})
    assert asked(here, gone, member=0).status == 404
