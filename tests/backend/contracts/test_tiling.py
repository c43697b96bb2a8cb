import pytest

from backend.contracts.landscapes import LandscapeRequest
from backend.contracts.tiling import TILE_POINTS, tiles

RESOLUTIONS = [3, 5, 10, 33, (33, 17), (17, 33), (9, 5), (4, 129), 129]


@pytest.mark.parametrize("resolution", RESOLUTIONS)
def test_every_point_stands_in_exactly_one_tile(resolution: int | tuple[int, int]) -> None:
    request = LandscapeRequest(resolution=resolution)
    nx, ny = request.sides
    indices = [index for tile in tiles(request) for index in tile.indices]
    assert len(indices) == nx * ny
    assert set(indices) == {(row, column) for row in range(ny) for column in range(nx)}


@pytest.mark.parametrize("resolution", RESOLUTIONS)
def test_levels_so_far_make_a_regular_grid(resolution: int | tuple[int, int]) -> None:
    request = LandscapeRequest(resolution=resolution)
    nx, ny = request.sides
    for level, stride in enumerate(request.strides, start=1):
        points = {i for tile in tiles(request) if tile.level <= level for i in tile.indices}
        assert points == {(r, c) for r in range(0, ny, stride) for c in range(0, nx, stride)}


@pytest.mark.parametrize("resolution", RESOLUTIONS)
def test_tiles_are_small_even_and_coarse_to_fine(resolution: int | tuple[int, int]) -> None:
    planned = tiles(LandscapeRequest(resolution=resolution))
    assert [tile.level for tile in planned] == sorted(tile.level for tile in planned)
    for level in {tile.level for tile in planned}:
        sizes = [len(tile.indices) for tile in planned if tile.level == level]
        assert 0 < max(sizes) <= TILE_POINTS
        assert max(sizes) - min(sizes) <= 1


def test_the_example_grows_from_5_to_33_points_a_side() -> None:
    planned = tiles(LandscapeRequest(resolution=33))
    counts = [sum(len(t.indices) for t in planned if t.level == k) for k in (1, 2, 3, 4)]
    assert counts == [25, 56, 208, 800]
