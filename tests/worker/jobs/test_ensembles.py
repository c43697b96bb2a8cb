"""Ensembles and maps of solutions from their message to their reply, on MNIST."""

import time
from collections.abc import Iterator

import pytest
import torch

from backend.contracts.ensembles import Ensemble, EnsembleReply, EnsembleRequest, EnsembleTask
from backend.contracts.predictions import Point, Sample
from backend.contracts.runs import Run
from backend.contracts.settings import Settings
from backend.contracts.solutions import SolutionsReply, SolutionsRequest, SolutionsTask
from tests.backend.trainings import queued
from tests.worker.jobs.asking import answered, one_turn
from tests.worker.jobs.processes import process_of
from tests.worker.jobs.random_runs import random_run
from worker.jobs import ensembles, outputs, questions, solutions
from worker.jobs.process import Process

KEY = "paysage:reply:test"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, redis_url: str) -> Iterator[Process]:
    folder = tmp_path_factory.mktemp("state")
    settings = Settings(state_dir=folder, data_dir=folder / "datasets", redis_url=redis_url)
    process = process_of(settings, redis_url)
    yield process
    process.redis.close()
    process.database.close()


@pytest.fixture(autouse=True)
def _forgets(here: Process) -> Iterator[None]:
    yield
    here.warm.clear()


@pytest.fixture(scope="module")
def reference(here: Process) -> Run:
    return random_run(here, 3, scale=0.2)


@pytest.fixture(scope="module")
def curve(here: Process, reference: Run) -> Run:
    assert reference.id
    return random_run(here, 3, "bezier", scale=0.2, method="bezier")


def task(run: Run, request: EnsembleRequest, reference: str | None = None) -> EnsembleTask:
    return EnsembleTask(
        run=run.id, reference_run=reference, request=request, reply_key=KEY, sent_at=time.time()
    )


def asked(here: Process, question: EnsembleTask) -> EnsembleReply:
    return answered(question, here, EnsembleReply)


def of(here: Process, run: Run, reference: str | None = None, **request: object) -> Ensemble:
    reply = asked(here, task(run, EnsembleRequest.model_validate(request), reference))
    assert reply.ensemble is not None, reply.detail
    return reply.ensemble


def test_all_members_of_the_reference_are_the_reference(here: Process, reference: Run) -> None:
    found = of(here, reference, reference.id, points=[{"member": m} for m in (2, 0, 1)])
    assert found.reference is not None
    assert found.reference.quality.nll == pytest.approx(found.ensemble.quality.nll)
    assert found.reference.quality.accuracy == found.ensemble.quality.accuracy
    assert (found.examples, found.ensemble.networks) == (10_000, 3)
    assert sum(bin_.images for bin_ in found.ensemble.quality.reliability) == 10_000
    drawn = of(here, reference, sample={})
    assert drawn.ensemble.quality.nll == pytest.approx(found.ensemble.quality.nll)
    assert drawn.reference is None


def test_points_and_a_sample_come_together(here: Process, curve: Run, reference: Run) -> None:
    found = of(here, curve, reference.id, points=[{"t": 0.25}], sample={"count": 3}, examples=500)
    assert (found.examples, found.split_examples) == (500, 10_000)
    assert found.ensemble.networks == len(found.members) == 4
    assert found.members[0].t == 0.25
    assert found.reference_run == reference.id
    assert found.ensemble.quality.calibrated_nll is None


def test_averaging_a_network_with_itself_changes_nothing(here: Process, curve: Run) -> None:
    once = of(here, curve, points=[{"t": 0.5}], examples=300)
    thrice = of(here, curve, points=[{"t": 0.5}] * 3, examples=300)
    assert thrice.ensemble.quality.nll == pytest.approx(once.ensemble.quality.nll, abs=1e-12)
    assert thrice.ensemble.quality.reliability == once.ensemble.quality.reliability


def test_a_foreign_set_that_is_not_here_is_told(here: Process, curve: Run) -> None:
    found = of(here, curve, points=[{"t": 0.5}], examples=300, foreign="notmnist")
    assert found.foreign is None
    assert found.missing is not None
    assert "notMNIST is not on this machine" in found.missing
    assert found.foreign_here == []


def test_a_foreign_set_is_told_from_test_images(
    here: Process, curve: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def noise(_name: str, data: object, _process: Process) -> outputs.NamedExamples:
        images = torch.randn(400, 1, 28, 28, generator=torch.Generator().manual_seed(0))
        return outputs.NamedExamples("noise", outputs.Examples(images, torch.zeros(400).long()))

    monkeypatch.setattr(ensembles, "foreign_images", noise)
    found = of(here, curve, sample={"count": 4}, examples=300, foreign="notmnist")
    assert (found.foreign, found.foreign_examples) == ("notmnist", 400)
    named = [each.score for each in found.ensemble.detection]
    assert named == ["max_probability", "predictive_entropy", "mutual_information"]
    histograms = found.ensemble.detection[-1].histograms
    assert histograms is not None
    assert sum(histograms.own) == pytest.approx(1)
    assert sum(histograms.foreign) == pytest.approx(1)
    alone = of(here, curve, points=[{"t": 0.5}], examples=300, foreign="notmnist")
    assert "mutual_information" not in [each.score for each in alone.ensemble.detection]


def test_an_untrained_run_and_a_landscape_of_another_are_refused(here: Process, curve: Run) -> None:
    request = EnsembleRequest(sample=Sample())
    assert asked(here, task(queued(here.database), request)).status == 409
    elsewhere = Point(landscape="0" * 12, x=0, y=0)
    reply = asked(here, task(curve, EnsembleRequest(points=[Point(t=0), elsewhere])))
    assert (reply.status, reply.pointer) == (422, "/points/1/landscape")


def test_what_takes_too_long_says_how_far_it_is(
    here: Process, curve: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "BUDGET_SECONDS", 0)
    question, done = task(curve, EnsembleRequest(sample=Sample(count=9))), []
    while (reply := one_turn(question, here, EnsembleReply)).status == 202:
        assert reply.progress is not None
        assert reply.detail == f"{reply.progress.sentence} so far; ask again"
        assert reply.progress.sentence.endswith("of 90,000 images of 9 networks")
        done.append(reply.progress.done)
    assert done == sorted(set(done))
    assert done[0] == 4_000
    assert reply.ensemble is not None


def test_a_question_that_nobody_waits_for_is_not_answered(here: Process, curve: Run) -> None:
    old = task(curve, EnsembleRequest(sample=Sample())).model_copy(update={"sent_at": 0})
    questions.reply_to(old, here)
    assert here.redis.lpop(KEY) is None


def test_a_map_of_solutions_is_scaled_once(
    here: Process, curve: Run, reference: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(*points: Point) -> SolutionsReply:
        question = SolutionsTask(
            run=curve.id,
            reference_run=reference.id,
            request=SolutionsRequest(points=list(points)),
            reply_key=KEY,
            sent_at=time.time(),
        )
        return answered(question, here, SolutionsReply)

    first = ask().solutions
    assert first is not None
    roles = [network.role for network in first.networks]
    assert (roles.count("family"), roles.count("retraining")) == (36, 3)
    assert first.images == 1000
    assert first.stress is not None
    assert 0 < first.stress < 1
    assert first.reach is not None  # the same draw of vertices: the ends are retrainings
    assert first.reach.left_out == 2
    monkeypatch.setattr(solutions, "_fresh_map", lambda *_: pytest.fail("scaled again"))
    again = ask(Point(t=0.0), Point(t=0.4)).solutions
    assert again is not None
    assert again.networks == first.networks
    start = first.networks[0]
    assert (again.placed[0].x, again.placed[0].y) == pytest.approx((start.x, start.y), abs=1e-6)
