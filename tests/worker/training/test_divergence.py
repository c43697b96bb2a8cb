"""A training that runs away says at which step, and keeps its last finite checkpoint."""

import pytest
import torch

from tests.worker.training.tiny import CPU, tiny_data, tiny_recipe
from worker.training import Diverged, Trainer, clock


@pytest.mark.parametrize("report_seconds", [0.0, 60.0])
@pytest.mark.parametrize("method", ["deep_ensemble", "simplex"])
def test_huge_learning_rate_diverges_at_a_named_step(method, report_seconds, monkeypatch):
    monkeypatch.setattr(clock, "REPORT_SECONDS", report_seconds)
    recipe = tiny_recipe(method, training={"learning_rate": 1e6, "batch_size": 16}, epochs=20)
    trainer = Trainer(recipe, tiny_data(), CPU)
    checkpoints = [trainer.checkpoint()]
    with pytest.raises(Diverged, match=r"not a finite number at step \d+; lower the"):
        checkpoints.extend(trainer.checkpoint() for _ in trainer)
    assert torch.isfinite(checkpoints[-1].vertices).all()


def test_step_is_the_same_however_rarely_losses_are_read(monkeypatch):
    steps = set()
    for seconds in (0.0, 60.0):
        monkeypatch.setattr(clock, "REPORT_SECONDS", seconds)
        recipe = tiny_recipe("line", training={"learning_rate": 1e7, "batch_size": 16}, epochs=20)
        with pytest.raises(Diverged) as caught:
            list(Trainer(recipe, tiny_data(), CPU))
        steps.add(caught.value.step)
    assert len(steps) == 1
