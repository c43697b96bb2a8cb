"""A training that was stopped anywhere ends with the same bits as one that was not."""

from itertools import islice

import pytest
import torch

from backend.contracts.catalog import METHODS
from backend.contracts.runs import EpochResult, Progress
from tests.worker.training.tiny import CPU, OPTIONS, tiny_data, tiny_recipe, trained, trainer_of
from worker.training import Checkpoint, CheckpointMismatch, Trainer, clock


@pytest.fixture
def every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "REPORT_SECONDS", 0.0)


def without_time(report: Progress | EpochResult) -> dict:
    return report.model_dump(exclude={"seconds", "seconds_left"})


@pytest.mark.usefixtures("every_step")
@pytest.mark.parametrize("method", OPTIONS)
def test_resumed_training_is_bit_identical(method):
    recipe = tiny_recipe(method)
    whole, reports = trained(recipe)
    for stop in range(1, len(reports), len(reports) // 5):  # within epochs and between them
        stopped = trainer_of(recipe)
        list(islice(stopped, stop))
        checkpoint = Checkpoint.from_bytes(stopped.checkpoint().to_bytes())
        resumed = trainer_of(recipe, checkpoint)
        rest = list(resumed)
        assert torch.equal(resumed.subspace().vertices, whole.subspace().vertices)
        # an evaluation that was interrupted starts again, and so may report more often
        assert [without_time(r) for r in rest if isinstance(r, EpochResult)] == [
            without_time(r) for r in reports[stop:] if isinstance(r, EpochResult)
        ]
        assert without_time(rest[-1]) == without_time(reports[-1])
        assert resumed.record().gradient_evaluations == whole.record().gradient_evaluations


@pytest.mark.usefixtures("every_step")
def test_seconds_of_all_attempts_add_up():
    recipe = tiny_recipe("single")
    stopped = trainer_of(recipe)
    last = list(islice(stopped, 7))[-1]
    checkpoint = stopped.checkpoint()
    assert checkpoint.counters.seconds >= last.seconds > 0
    first = next(iter(trainer_of(recipe, checkpoint)))
    assert first.seconds > checkpoint.counters.seconds


def test_checkpoint_of_a_finished_training_has_its_result():
    recipe = tiny_recipe("line")
    whole, _ = trained(recipe)
    again = trainer_of(recipe, whole.checkpoint())
    assert list(again) == []
    assert torch.equal(again.subspace().vertices, whole.subspace().vertices)


def test_checkpoint_of_another_recipe_is_refused():
    checkpoint = trainer_of(tiny_recipe("line")).checkpoint()
    with pytest.raises(CheckpointMismatch, match="start this training from the beginning"):
        trainer_of(tiny_recipe("line", seed=1), checkpoint)


def test_checkpoint_of_a_former_way_to_train_is_told(monkeypatch: pytest.MonkeyPatch):
    recipe = tiny_recipe("single")
    checkpoint = trainer_of(recipe).checkpoint()
    assert checkpoint.is_of(recipe)
    changed = recipe.entry.model_copy(update={"revision": recipe.entry.revision + 1})
    monkeypatch.setitem(METHODS, "single", changed)
    assert not checkpoint.is_of(recipe)
    with pytest.raises(CheckpointMismatch, match="as its method now trains"):
        trainer_of(recipe, checkpoint)
    assert trainer_of(recipe).checkpoint().is_of(recipe)


def test_damaged_checkpoint_is_refused_before_it_is_parsed():
    content = trainer_of(tiny_recipe("single")).checkpoint().to_bytes()
    with pytest.raises(ValueError, match="damaged or none of ours"):
        Checkpoint.from_bytes((2**40).to_bytes(8, "little") + content[8:])


def test_unfinished_training_has_no_subspace():
    trainer = Trainer(tiny_recipe("single"), tiny_data(), CPU)
    with pytest.raises(RuntimeError, match="not finished"):
        trainer.subspace()
