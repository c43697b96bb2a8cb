"""Images are distorted anew in every epoch, and the same again after a checkpoint."""

from dataclasses import replace
from itertools import islice

import pytest
import torch

from tests.worker.training.tiny import CPU, tiny_data, tiny_recipe, trained
from worker.datasets.augmentation import Augmentation
from worker.datasets.data import Data
from worker.training import Checkpoint, Trainer, clock
from worker.training.draws import Draws
from worker.training.extent import Extent
from worker.training.methods import METHODS


def augmented() -> Data:
    return replace(tiny_data(), augmentation=Augmentation(padding=2, mirrored=True))


def test_every_epoch_distorts_anew():
    recipe = tiny_recipe("single")
    stage = METHODS["single"](recipe).stages[0]
    extent, augmentation = Extent.of(2, 64, 16), augmented().augmentation
    first, second, again = (
        Draws.of(0, stage, epoch, extent, CPU, augmentation).distortions for epoch in (0, 1, 0)
    )
    assert first is not None
    assert second is not None
    assert first.shape == (1, 64, 3)
    assert not torch.equal(first, second)
    assert torch.equal(first, again)


def test_augmentation_changes_what_is_learned():
    recipe = tiny_recipe("single")
    plain, _ = trained(recipe)
    other = Trainer(recipe, augmented(), CPU)
    list(other)
    assert not torch.equal(other.subspace().vertices, plain.subspace().vertices)


def test_resumed_augmented_training_is_bit_identical(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "REPORT_SECONDS", 0.0)
    recipe = tiny_recipe("single")
    whole = Trainer(recipe, augmented(), CPU)
    reports = list(whole)
    stopped = Trainer(recipe, augmented(), CPU)
    list(islice(stopped, len(reports) // 2))
    checkpoint = Checkpoint.from_bytes(stopped.checkpoint().to_bytes())
    resumed = Trainer(recipe, augmented(), CPU, resume=checkpoint)
    list(resumed)
    assert torch.equal(resumed.subspace().vertices, whole.subspace().vertices)
