"""Previews never change a training, cost little, and come once for each epoch."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from math import inf
from pathlib import Path

import pytest
import torch
from sqlalchemy import update

from backend.contracts.previews import Preview
from backend.contracts.runs import EpochResult, EventKind, JobPhase, RunRequest
from backend.contracts.settings import Settings
from backend.store import events, previews, runs
from backend.store.tables import RunRow
from tests.worker.jobs.processes import process_of
from tests.worker.training.tiny import OPTIONS, tiny_data, tiny_recipe, trained, trainer_of
from worker.jobs import train
from worker.jobs.previews import Previews
from worker.jobs.process import Process
from worker.landscape import preview


def with_previews(method: str) -> tuple[torch.Tensor, list[Preview | None]]:
    recipe = tiny_recipe(method)
    trainer, drawing = trainer_of(recipe), Previews(recipe, tiny_data(), share=inf)
    found = [
        drawing.after(report, trainer.vertices())
        for report in trainer
        if isinstance(report, EpochResult)
    ]
    return trainer.subspace().vertices, found


@pytest.mark.parametrize("method", OPTIONS)
def test_training_ends_with_the_same_weights(method: str) -> None:
    whole, reports = trained(tiny_recipe(method))
    vertices, found = with_previews(method)
    assert torch.equal(vertices, whole.subspace().vertices)
    epochs = [report.epoch for report in reports if isinstance(report, EpochResult)]
    assert [one and one.epoch for one in found] == epochs


def test_members_one_after_the_other_join_the_plane() -> None:
    _, found = with_previews("two_lines")
    counts = [len(one.geometry.vertices) for one in found if one]
    assert counts == sorted(counts)
    assert {counts[0], counts[-1]} == {2, 4}


class Clock:
    """Every point takes a second."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def epoch(number: int, seconds: float) -> EpochResult:
    return EpochResult(
        epoch=number,
        total_epochs=9,
        member=None,
        loss=1,
        test_loss=1,
        test_accuracy=0.5,
        learning_rate=0.1,
        gradient_evaluations=1,
        seconds=seconds,
    )


@pytest.mark.parametrize(
    ("each", "sides"),
    [
        (1000.0, [9, 9, 9, 9]),
        (600.0, [5, 9, 5, 9]),
        (200.0, [None, 5, 5, None]),
        (50.0, [None, None, None, None]),
    ],
)
def test_what_would_slow_the_training_is_coarser_or_left_out(
    monkeypatch: pytest.MonkeyPatch, each: float, sides: list[int | None]
) -> None:
    clock, recipe = Clock(), tiny_recipe("line")
    vertices = trained(recipe)[0].subspace().vertices

    usual = preview.tile_scores

    def slow(context, request, geometry, cells):  # type: ignore[no-untyped-def]
        clock.seconds += len(cells)
        return usual(context, request, geometry, cells)

    monkeypatch.setattr(preview, "tile_scores", slow)
    drawing = Previews(recipe, tiny_data(), share=0.1, now=clock)
    found = [drawing.after(epoch(i, i * each), vertices) for i in range(1, 5)]
    assert [one and len(one.geometry.x) for one in found] == sides
    assert clock.seconds <= 0.1 * 4 * each + 9


class Killed(BaseException):
    """The end of a worker that had no time to say anything."""


@pytest.fixture
def here(tmp_path: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Process]:
    settings = Settings(state_dir=tmp_path, data_dir=tmp_path / "datasets", redis_url=redis_url)
    process = process_of(settings, redis_url)
    monkeypatch.setattr(train, "process", lambda: process)
    monkeypatch.setattr(train, "data_of", lambda *_: tiny_data())
    monkeypatch.setattr(train, "Previews", partial(Previews, share=inf))
    yield process
    process.redis.close()
    process.database.close()


def queued(here: Process) -> str:
    with here.database.write() as session:
        return runs.create(session, RunRequest(recipe=tiny_recipe("line")), "ada").id


def kept(here: Process, run: str) -> list[Preview]:
    with here.database.read() as session:
        return previews.of_run(session, run)


def told(here: Process, run: str, kind: EventKind) -> int:
    with here.database.read() as session:
        return [event.kind for event in events.after(session, run, 0)].count(kind)


def killed_at(
    step: str, here: Process, run: str, monkeypatch: pytest.MonkeyPatch, times: int = 0
) -> None:
    """Die where the step would be done for the time after so many; the lease is then over."""
    usual, left = getattr(train, step), [times]

    def die(*arguments: object) -> object:
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        return usual(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(train, step, die)
        with pytest.raises(Killed):
            train.train_run(run)
    with here.database.write() as session:
        session.execute(update(RunRow).values(lease_until=datetime(2000, 1, 1, tzinfo=UTC)))


def test_every_epoch_is_drawn_exactly_once_whenever_a_worker_dies(
    here: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, run = queued(here), queued(here)
    train.train_run(whole)
    killed_at("_draw", here, run, monkeypatch)  # before the first preview is kept
    assert kept(here, run) == []
    killed_at("_save", here, run, monkeypatch)  # kept, but the checkpoint is not
    assert [preview.epoch for preview in kept(here, run)] == [1]
    killed_at("_save", here, run, monkeypatch, times=1)
    train.train_run(run)
    found = [preview.model_dump(exclude={"seconds"}) for preview in kept(here, run)]
    assert found == [preview.model_dump(exclude={"seconds"}) for preview in kept(here, whole)]
    assert [preview["epoch"] for preview in found] == [1, 2, 3]
    assert told(here, run, EventKind.PREVIEW) == 3


def test_a_preview_that_fails_fails_no_training(
    here: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("out of memory")

    monkeypatch.setattr("worker.jobs.previews.draw", broken)
    run = queued(here)
    train.train_run(run)
    with here.database.read() as session:
        found = runs.get(session, run)
    assert found is not None
    assert found.phase is JobPhase.COMPLETED
    assert kept(here, run) == []
