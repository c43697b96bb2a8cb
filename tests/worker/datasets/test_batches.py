from dataclasses import replace

import pytest
import torch

from worker.datasets.augmentation import Augmentation
from worker.datasets.batches import training_batch
from worker.datasets.data import Data, Split


@pytest.fixture(params=[(1, 28, 28), (3, 32, 32)], ids=["grey", "colour"])
def data(request: pytest.FixtureRequest) -> Data:
    chance = torch.Generator().manual_seed(0)
    shape: tuple[int, int, int] = request.param
    images = torch.randint(256, (300, *shape), generator=chance, dtype=torch.uint8)
    split = Split(images, torch.randint(10, (300,), generator=chance))
    return Data.of(split, split, (0.1, 0.3, 0.5)[: shape[0]], (0.3, 0.2, 0.4)[: shape[0]])


def test_a_batch_is_the_normalized_images_bit_for_bit(data: Data) -> None:
    chosen = torch.randperm(300, generator=torch.Generator().manual_seed(1))[:128]
    assert torch.equal(training_batch(data, chosen), data.normalize(data.train.images[chosen]))


def test_augmented_images_are_distorted_before_they_are_normalized(data: Data) -> None:
    augmented = replace(data, augmentation=Augmentation(padding=2, mirrored=True))
    chosen = torch.arange(50)
    draws = Augmentation(padding=2, mirrored=True).draw(50, torch.Generator().manual_seed(2))
    expected = Augmentation(padding=2, mirrored=True).apply(data.train.images[chosen], draws)
    batch = training_batch(augmented, chosen, draws)
    assert torch.equal(batch, data.normalize(expected))
    assert not torch.equal(batch, training_batch(data, chosen))


def test_pixels_over_all_bytes_agree(data: Data) -> None:
    images = (
        torch.arange(256, dtype=torch.uint8)
        .view(1, 1, 16, 16)
        .expand_as(data.train.images[:1, :, :16, :16])
    )
    small = Data.of(
        Split(images.contiguous(), torch.zeros(1).long()), data.test, data.mean, data.std
    )
    assert torch.equal(training_batch(small, torch.zeros(1).long()), small.normalize(images))
