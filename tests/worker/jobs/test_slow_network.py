"""A network so slow that its answer takes several lifetimes of a message, asked over HTTP."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import pytest
import torch

from backend.api.main import create_app
from backend.contracts.catalog import DATASETS
from backend.contracts.settings import Settings
from backend.store import credentials
from backend.store.credentials import CredentialKind, Role
from tests.backend.people import Person
from tests.backend.serving import served, service_of
from tests.worker.jobs.processes import process_of
from tests.worker.jobs.random_runs import random_run
from tests.worker.jobs.slow_passes import Passes, slow_worker
from worker.engine.context import EARLY_IMAGES
from worker.jobs import questions, subspaces
from worker.jobs.process import Process
from worker.networks import network
from worker.subspaces.layout import Layout
from worker.training import TrainedSubspace

LIFETIME = 0.4
"""Of a message, in seconds."""
PASS = 0.05
NORMED = {"width": 4, "depth": 1, "norm": "batch"}
POINT = {"point": {"t": 0.25}, "examples": [3, 1], "images": False}
SPLIT_PASSES = 8 + 10
"""Batches of training images for the statistics, and tiles of a thousand test images."""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, redis_url: str) -> Iterator[Process]:
    folder = tmp_path_factory.mktemp("state")
    settings = Settings(state_dir=folder, data_dir=folder / "datasets", redis_url=redis_url)
    process = process_of(settings, redis_url)
    yield process
    process.redis.flushall()
    process.redis.close()
    process.database.close()


@pytest.fixture(scope="module")
def run(here: Process) -> str:
    layout = Layout.of(network(DATASETS["mnist"], "mlp", NORMED))
    chance = torch.Generator().manual_seed(0)
    vertices = 0.3 * torch.randn(3, layout.n_parameters, generator=chance)
    subspace = {"subspace.safetensors": TrainedSubspace(vertices, "bezier").to_bytes()}
    fields = {"method": "bezier", "network_options": NORMED}
    return random_run(here, files=subspace, **fields).id


@pytest.fixture(scope="module")
def quick(here: Process) -> str:
    return random_run(here).id


@pytest.fixture
def passes(here: Process, run: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Passes]:
    monkeypatch.setattr(questions, "ANSWER_SECONDS", LIFETIME)
    with slow_worker(here, monkeypatch, PASS) as passes:
        subspaces.warm_subspace(run, here).examples("test")
        yield passes


@pytest.fixture(scope="module")
def person(here: Process) -> Iterator[Person]:
    app = create_app(here.settings, here.database)
    service_of(app).state.services.predictions._interactive._answer_seconds = LIFETIME
    with here.database.write() as session:
        credentials.put_user(session, "vera", Role.VIEWER)
        secret = credentials.issue(
            session, "vera", CredentialKind.TOKEN, lifetime=timedelta(hours=1)
        )
    with served(app) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield Person(client, secret)


def asked(person: Person, run: str, what: str = "predictions", **request: Any) -> list[Any]:
    """Every answer until the whole one, which comes last; pauses as the service says."""
    answers = []
    while True:
        found = person.post(f"/runs/{run}/{what}", json=request)
        assert found.status_code in (200, 202), found.text
        answers.append(found.json())
        if found.status_code == 200 and not found.json().get("progress"):
            return answers
        time.sleep(float(found.headers.get("Retry-After", 0)))


def figures(answer: Any) -> Any:
    return {k: v for k, v in answer.items() if k not in ("seconds", "timings")}


def test_a_click_shows_the_images_at_once_and_works_nothing_out_twice(
    person: Person, run: str, passes: Passes
) -> None:
    answers = [each for each in asked(person, run, **POINT, early=True) if "examples" in each]
    first, last = answers[0], answers[-1]
    assert first["provisional"] == EARLY_IMAGES
    assert len(first["probabilities"][0]) == 2
    assert first["split_loss"] is None
    done = [each["progress"]["done"] for each in answers[:-1]]
    assert done == sorted(done)
    assert (done[0], first["progress"]["total"]) == (0, 12_048)
    assert last["split_loss"] > 0
    assert SPLIT_PASSES * PASS > 2 * LIFETIME
    assert passes.batches == [EARLY_IMAGES] + [256] * 8 + [1000] * 10


def test_two_who_ask_the_same_share_the_work(person: Person, run: str, passes: Passes) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(asked, person, run, **POINT, early=True) for _ in range(2)]
        ends = [figures(each.result()[-1]) for each in both]
    assert ends[0] == ends[1]
    assert len(passes.batches) == 1 + SPLIT_PASSES


def test_who_does_not_want_parts_is_told_how_far_it_is(
    person: Person, run: str, passes: Passes
) -> None:
    *working, whole = asked(person, run, **POINT)
    assert {each["code"] for each in working} == {"working"}
    done = [each["progress"]["done"] for each in working if each["progress"]]
    assert done == sorted(done)
    assert len(set(done)) >= 4
    assert figures(whole) == figures(asked(person, run, **POINT, early=True)[-1])
    assert len(passes.batches) == SPLIT_PASSES


def test_a_short_question_is_answered_between_the_parts_of_a_long_one(
    person: Person, run: str, quick: str, passes: Passes
) -> None:
    with ThreadPoolExecutor(1) as pool:
        long = pool.submit(asked, person, run, "ensembles", sample={"count": 8}, examples=1000)
        while len(passes.batches) < 2:
            time.sleep(0.01)
        asked(person, quick, sample={"count": 1}, examples=[1, 2])
        assert not long.done()
        *parts, whole = long.result()
    assert len(parts) > 4
    assert whole["ensemble"]["networks"] == 8
    assert len(passes.batches) == 8 * (8 + 1)


@pytest.mark.parametrize("what", ["ensembles", "solutions"])
def test_every_kind_of_question_comes_further_when_it_is_repeated(
    person: Person, run: str, passes: Passes, what: str
) -> None:
    passes.seconds = 0.02
    request = {"sample": {"count": 4}, "examples": 1000} if what == "ensembles" else {}
    *parts, whole = asked(person, run, what, **request)
    done = [each["progress"]["done"] for each in parts if each["progress"]]
    assert len(done) > 2
    assert whole["seconds"] > 0


def test_a_part_that_outlives_its_message_is_kept(person: Person, run: str, passes: Passes) -> None:
    passes.seconds = 1.5 * LIFETIME
    answers = asked(person, run, sample={"count": 1}, examples=[1], early=True)
    waited = [each for each in answers if each.get("status") == 202]
    assert waited
    assert "busy" in waited[0]["detail"]
    assert answers[-1]["split_loss"] > 0
    assert len(passes.batches) == 1 + SPLIT_PASSES
