import torch
from torch import nn

from worker.engine.tile_size import SMALLEST, tile_size

IMAGES = torch.zeros(2, 1, 28, 28)


def test_small_layers_take_many_images_and_large_ones_few() -> None:
    narrow = nn.Sequential(nn.Flatten(), nn.Linear(784, 16))
    wide = nn.Sequential(nn.Conv2d(1, 128, 3, padding=1), nn.Flatten())
    assert tile_size(narrow, IMAGES) == 1_000
    assert tile_size(wide, IMAGES) == SMALLEST


def test_the_largest_activation_fits_the_cache() -> None:
    module = nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.Flatten())
    tile = tile_size(module, IMAGES)
    assert tile * 8 * 28 * 28 <= 2**20 < (tile + 1) * 8 * 28 * 28
