"""Spoilt images: known answers, and worse with every strength."""

import pytest
import torch

from backend.contracts.catalog import CORRUPTIONS as CATALOG
from worker.datasets.corruptions import CORRUPTIONS, blur, contrast, corrupted, rotation

IMAGES = torch.randint(0, 256, (20, 3, 32, 32), dtype=torch.uint8)


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_corruptions_are_those_of_the_catalog():
    assert set(CORRUPTIONS) == set(CATALOG)


@pytest.mark.parametrize("name", ["noise", "contrast"])
def test_every_strength_is_further_from_the_image(name):
    away = [
        float((corrupted(IMAGES, name, strength, generator()).float() - IMAGES).square().mean())
        for strength in range(1, 6)
    ]
    assert away[0] > 0
    assert away == sorted(set(away))


@pytest.mark.parametrize("name", list(CORRUPTIONS))
@pytest.mark.parametrize("channels", [1, 3])
def test_spoilt_images_are_images_and_repeat_themselves(name, channels):
    images = IMAGES[:, :channels]
    before = images.clone()
    spoilt = corrupted(images, name, 3, generator())
    assert (spoilt.shape, spoilt.dtype) == (images.shape, torch.uint8)
    assert torch.equal(spoilt, corrupted(images, name, 3, generator()))
    assert torch.equal(images, before)


def test_noise_has_the_deviation_of_the_catalog():
    grey = torch.full((8, 1, 32, 32), 128, dtype=torch.uint8)
    for strength, deviation in enumerate(CATALOG["noise"].strengths[:3], start=1):
        spoilt = corrupted(grey, "noise", strength, generator()) / 255
        assert float(spoilt.std()) == pytest.approx(deviation, rel=0.05)


def test_blur_spreads_a_point_by_its_deviation():
    point = torch.zeros(1, 1, 31, 31)
    point[..., 15, 15] = 1
    spread = blur(point, 2.0, generator())[0, 0]
    places = torch.arange(-15.0, 16.0)
    assert float(spread.sum()) == pytest.approx(1, abs=1e-5)
    for profile in (spread.sum(0), spread.sum(1)):
        assert float((profile * places.square()).sum()) == pytest.approx(4, rel=0.05)


def test_contrast_keeps_the_mean_and_scales_the_rest():
    pixels = torch.rand(4, 3, 8, 8)
    spoilt = contrast(pixels, 0.25, generator())
    axes = (1, 2, 3)
    torch.testing.assert_close(spoilt.mean(axes), pixels.mean(axes))
    torch.testing.assert_close(spoilt.std(axes), 0.25 * pixels.std(axes))


@pytest.mark.parametrize(("degrees", "quarters"), [(90.0, 1), (180.0, 2), (0.0, 0)])
def test_rotation_by_quarters_is_rot90(degrees, quarters):
    pixels = torch.rand(2, 3, 8, 8)
    expected = pixels.rot90(quarters, dims=(2, 3))  # counter-clockwise
    torch.testing.assert_close(rotation(pixels, degrees, generator()), expected)


def test_unknown_names_and_strengths_are_refused():
    with pytest.raises(ValueError, match="unknown corruption 'fog'; known are noise"):
        corrupted(IMAGES, "fog", 1, generator())
    with pytest.raises(ValueError, match="expected a strength from 1 to 5, got 6"):
        corrupted(IMAGES, "blur", 6, generator())
