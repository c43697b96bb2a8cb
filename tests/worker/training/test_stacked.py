"""Networks trained side by side are those trained one after the other."""

import pytest
import torch

from backend.contracts.runs import EpochResult
from tests.worker.training.tiny import CPU, tiny_data, tiny_recipe, trained
from worker.training import Checkpoint, CheckpointMismatch, Trainer, deep_ensemble


def results(reports) -> list[EpochResult]:
    return [report for report in reports if isinstance(report, EpochResult)]


def ensembles(monkeypatch: pytest.MonkeyPatch, recipe):
    """Trainer and epochs of the same recipe, side by side and one after the other."""
    together, reports = trained(recipe)
    monkeypatch.setattr(deep_ensemble, "SIDE_BY_SIDE", set())
    apart, other_reports = trained(recipe)
    return together, results(reports), apart, results(other_reports)


@pytest.mark.parametrize("changes", [{}, {"network_options": {"width": 8, "norm": "group"}}])
def test_members_are_those_of_trainings_one_after_the_other(monkeypatch, changes):
    together, _, apart, _ = ensembles(monkeypatch, tiny_recipe("deep_ensemble", **changes))
    expected = apart.subspace().vertices
    torch.testing.assert_close(together.subspace().vertices, expected, atol=2e-5, rtol=1e-4)
    evaluations = apart.record().gradient_evaluations
    assert together.record().gradient_evaluations == evaluations == 3 * 3 * 90


def test_an_epoch_reports_the_mean_of_its_networks(monkeypatch):
    _, epochs, _, others = ensembles(monkeypatch, tiny_recipe("deep_ensemble"))
    assert [(result.epoch, result.member) for result in epochs] == [(1, None), (2, None), (3, None)]
    for result in epochs:
        same = [other for other in others if (other.epoch - 1) % 3 + 1 == result.epoch]
        for name in ("loss", "test_loss", "test_accuracy"):
            mean = sum(getattr(other, name) for other in same) / 3
            assert getattr(result, name) == pytest.approx(mean, rel=1e-3)


def test_large_ensembles_are_trained_in_groups(monkeypatch):
    monkeypatch.setattr(deep_ensemble, "GROUP", 2)
    trainer, reports = trained(tiny_recipe("deep_ensemble"))
    assert results(reports)[-1].total_epochs == 2 * 3
    assert trainer.subspace().vertices.shape == (3, 6370)


def test_other_seeds_and_other_members_differ():
    vertices = trained(tiny_recipe("deep_ensemble"))[0].subspace().vertices
    assert not torch.allclose(vertices[0], vertices[1], atol=0.1)


def test_batch_statistics_keep_members_apart():
    statistics = {"width": 8, "depth": 1, "norm": "batch"}
    plan = deep_ensemble.plan(tiny_recipe("deep_ensemble", network_options=statistics))
    assert len(plan.stages) == 3


def test_checkpoint_of_members_one_by_one_is_refused(monkeypatch):
    recipe = tiny_recipe("deep_ensemble")
    with monkeypatch.context() as patched:
        patched.setattr(deep_ensemble, "SIDE_BY_SIDE", set())
        content = Trainer(recipe, tiny_data(), CPU).checkpoint().to_bytes()
    with pytest.raises(CheckpointMismatch, match="start this training from the beginning"):
        Trainer(recipe, tiny_data(), CPU, resume=Checkpoint.from_bytes(content))
