"""Training with batch normalisation: what it averages on its way decides nothing."""

import copy
from itertools import islice

import pytest
import torch
from torch import nn
from torch.optim.swa_utils import update_bn

from backend.contracts.recipes import Recipe
from backend.contracts.runs import EpochResult
from tests.worker.training.tiny import CPU, end_points, tiny_data, tiny_recipe, trained, trainer_of
from worker.datasets.data import Data
from worker.networks.batch_norm import LoneImage, recalibration_images, running_statistics
from worker.subspaces.layout import Layout
from worker.training import Checkpoint, Trainer, clock

NETWORKS = {
    "mlp": {"width": 8, "depth": 2, "norm": "batch"},
    "cnn": {"width": 4, "norm": "batch"},
    "resnet20": {"width": 4, "norm": "batch"},
}


def recipe_of(network: str, method: str = "line", **changes) -> Recipe:
    options = NETWORKS[network]
    return tiny_recipe(method, network=network, network_options=options, epochs=2, **changes)


def plain_module(trainer: Trainer, flat: torch.Tensor, data: Data) -> nn.Module:
    """The network alone at a point, with the statistics that torch's own function finds."""
    module = copy.deepcopy(trainer._module)
    Layout.of(module).bind(module, flat.clone())
    update_bn([recalibration_images(data)], module)
    return module.eval()


@pytest.mark.parametrize("network", NETWORKS)
def test_resumed_training_is_bit_identical(network, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "REPORT_SECONDS", 0.0)
    recipe = recipe_of(network)
    whole, reports = trained(recipe)
    for stop in (3, len(reports) // 2 + 2):  # in the first epoch, in the second
        stopped = trainer_of(recipe)
        list(islice(stopped, stop))
        resumed = trainer_of(recipe, Checkpoint.from_bytes(stopped.checkpoint().to_bytes()))
        rest = list(resumed)
        assert torch.equal(resumed.subspace().vertices, whole.subspace().vertices)
        last, expected = rest[-1], reports[-1]
        assert isinstance(last, EpochResult)
        assert isinstance(expected, EpochResult)
        assert (last.test_loss, last.test_accuracy) == (expected.test_loss, expected.test_accuracy)


def test_averages_of_training_are_never_used():
    recipe = recipe_of("cnn")
    whole, reports = trained(recipe)
    poisoned, seen = trainer_of(recipe), []
    for buffer in running_statistics(poisoned._module):
        buffer.fill_(torch.nan)
    for report in poisoned:
        if isinstance(report, EpochResult):
            seen.append(report.test_loss)
            for buffer in running_statistics(poisoned._module):
                buffer.fill_(torch.nan)
    assert seen == [report.test_loss for report in reports if isinstance(report, EpochResult)]
    assert torch.equal(poisoned.subspace().vertices, whole.subspace().vertices)


@pytest.mark.parametrize("network", NETWORKS)
def test_score_of_an_epoch_is_that_of_the_middle_with_its_own_statistics(network):
    trainer, reports = trained(recipe_of(network, "bezier"))
    data, last = tiny_data(), reports[-1]
    assert isinstance(last, EpochResult)
    subspace = trainer.subspace()
    middle = torch.tensor(subspace.geometry.representative()) @ subspace.vertices
    module = plain_module(trainer, middle, data)
    with torch.no_grad():
        logits = module(data.normalize(data.test.images))
    loss = nn.functional.cross_entropy(logits, data.test.targets).item()
    assert last.test_loss == pytest.approx(loss, rel=1e-4)
    accuracy = (logits.argmax(1) == data.test.targets).double().mean().item()
    assert last.test_accuracy == pytest.approx(accuracy, abs=1.5 / len(data.test))


def test_training_goes_on_in_train_mode_after_a_score():
    trainer = trainer_of(recipe_of("cnn"))
    next(report for report in trainer if isinstance(report, EpochResult))
    assert all(part.training for part in trainer._module.modules())


def test_curve_keeps_end_points_with_batch_norm():
    recipe = recipe_of("cnn", "curve_between")
    vertices = trained(recipe)[0].subspace().vertices
    assert torch.equal(vertices[[0, -1]], torch.stack(end_points(recipe)))


def test_record_says_where_statistics_come_from_and_what_was_held_out():
    record = trained(recipe_of("mlp"))[0].record()
    assert record.batch_norm == "re-estimated at every point on 90 training images"
    assert record.validation == 0
    data = tiny_data(95).part(0, validation=5)
    trainer = Trainer(tiny_recipe("single", epochs=1), data, CPU)
    list(trainer)
    assert (trainer.record().batch_norm, trainer.record().validation) == ("none", 5)


def test_step_of_one_image_is_refused_before_it_is_met():
    recipe = recipe_of("mlp", "single")
    with pytest.raises(LoneImage, match="97 training images in batches of 16 leave one"):
        Trainer(recipe, tiny_data(97), CPU)
