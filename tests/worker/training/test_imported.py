"""An imported network is published as it came, and counted as one training."""

import torch

from backend.contracts.runs import EpochResult
from tests.worker.training.tiny import CPU, tiny_data, tiny_recipe, trained
from worker.training import Trainer


def test_an_imported_network_is_published_as_it_came() -> None:
    theirs, _ = trained(tiny_recipe("single"))
    (weights,) = theirs.subspace().vertices
    recipe = tiny_recipe("single").model_copy(
        update={"method": "imported", "options": {"sha256": "0" * 64, "procedure_known": False}}
    )
    trainer = Trainer(recipe, tiny_data(), CPU, end_points=[weights])
    reports: list[object] = list(trainer)
    assert not any(isinstance(report, EpochResult) for report in reports)
    assert torch.equal(trainer.subspace().vertices, weights[None])
    record = trainer.record()
    assert (record.gradient_evaluations, record.equivalent_trainings) == (3 * 90, 1)
    assert record.note is not None
    assert "not known" in record.note
