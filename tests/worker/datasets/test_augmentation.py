"""Crops and mirror images against plain slicing."""

import pytest
import torch
import torch.nn.functional as F

from worker.datasets.augmentation import Augmentation

IMAGES = torch.randint(0, 256, (64, 3, 9, 7), dtype=torch.uint8)


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize("mirrored", [False, True])
def test_every_image_is_a_crop_of_its_padded_self(mirrored):
    augmentation = Augmentation(padding=2, mirrored=mirrored)
    draws = augmentation.draw(len(IMAGES), generator())
    shown = augmentation.apply(IMAGES, draws)
    for image, got, (top, left, flipped) in zip(IMAGES, shown, draws.tolist(), strict=True):
        crop = F.pad(image, [2] * 4)[:, top : top + 9, left : left + 7]
        assert torch.equal(got, crop.flip(-1) if flipped else crop)
    assert bool(draws[:, 2].any()) is mirrored
    assert draws[:, :2].unique().tolist() == [0, 1, 2, 3, 4]


def test_images_depend_on_the_generator_alone_and_stay():
    augmentation, before = Augmentation(padding=2, mirrored=True), IMAGES.clone()
    first, again, other = (augmentation(IMAGES, generator(seed)) for seed in (1, 1, 2))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)
    assert torch.equal(IMAGES, before)


def test_a_batch_of_an_epochs_draws_is_that_batch():
    augmentation = Augmentation(padding=2, mirrored=True)
    draws = augmentation.draw(len(IMAGES), generator())
    whole = augmentation.apply(IMAGES, draws)
    assert torch.equal(augmentation.apply(IMAGES[16:32], draws[16:32]), whole[16:32])


def test_nothing_happens_where_nothing_may():
    assert torch.equal(Augmentation(padding=0, mirrored=False)(IMAGES, generator()), IMAGES)
