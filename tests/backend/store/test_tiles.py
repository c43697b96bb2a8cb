"""Laws of tiles: coarse first, each computed once, levels that tell the truth."""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest

from backend.contracts.landscapes import Landscape, LandscapeRequest, LandscapeUpdate
from backend.contracts.metrics import METRICS
from backend.contracts.runs import EventKind, JobPhase
from backend.contracts.tiling import PROFILE_PARTS, ROOM, ProfilePart
from backend.store import events, tiles
from backend.store.database import Database
from backend.store.errors import StaleAttempt
from backend.store.tables import TileRow
from tests.backend.store.growing import claim, made, read, taken, taken_points
from tests.backend.store.stories import NO_PROFILE, OVER, finish, values_of


def test_pieces_come_coarse_first_and_a_part_of_the_profile_before_every_level(
    database: Database, landscape: Landscape
) -> None:
    order: list[ProfilePart | int] = []
    while (tile := claim(database, landscape)) is not None:
        order.append(tile.part or tile.level)
    first, second, *others = PROFILE_PARTS
    coarse, fine = [1] * order.count(1), [2] * order.count(2)
    assert order == [first, *coarse, second, *fine, *others]


def test_a_landscape_grows_to_its_end(database: Database, landscape: Landscape) -> None:
    levels = []
    while (tile := claim(database, landscape)) is not None:
        with database.write() as session:
            finish(session, tile)
        levels.append(read(database, landscape).level)
    done = read(database, landscape)
    assert levels == sorted(levels)
    assert set(levels) == {0, 1, 2}
    assert (done.phase, done.completed_points, done.profile) == ("completed", 153, NO_PROFILE)
    assert done.values["loss"] == [
        [100.0 * row + column for column in range(17)] for row in range(9)
    ]
    assert done.finished_at is not None


def test_a_level_counts_once_all_coarser_points_are_there(
    database: Database, landscape: Landscape
) -> None:
    profile = taken(database, landscape)
    with database.write() as session:
        finish(session, profile)
    held = taken(database, landscape)
    while (tile := claim(database, landscape)) is not None:
        with database.write() as session:
            finish(session, tile)
    waiting = read(database, landscape)
    assert (waiting.level, waiting.phase) == (0, JobPhase.RUNNING)
    row, column = held.indices[0]
    assert waiting.values["loss"][row][column] is None
    with database.write() as session:
        finish(session, held)
    done = read(database, landscape)
    assert (done.level, done.phase) == (2, JobPhase.COMPLETED)


def test_the_events_tell_the_whole_landscape(database: Database, landscape: Landscape) -> None:
    while (tile := claim(database, landscape)) is not None:
        with database.write() as session:
            finish(session, tile)
    with database.read() as session:
        history = events.after(session, landscape.id, 0)
    told: list[list[float | None]] = [[None] * 17 for _ in range(9)]
    for event in history:
        if event.kind == EventKind.TILE:
            data = json.loads(event.data)
            for (row, column), loss in zip(data["indices"], data["values"]["loss"], strict=True):
                told[row][column] = loss
    levels = [json.loads(e.data)["level"] for e in history if e.kind == EventKind.LEVEL]
    phases = [json.loads(e.data)["phase"] for e in history if e.kind == EventKind.PHASE]
    assert told == read(database, landscape).values["loss"]
    assert (levels, phases) == ([1, 2], ["queued", "running", "completed"])


def test_numbers_that_are_not_finite_are_null(database: Database, landscape: Landscape) -> None:
    tile = taken_points(database, landscape)
    broken = [float("nan"), float("inf"), *[1.0] * (len(tile.indices) - 2)]
    update = LandscapeUpdate.model_construct(
        indices=tile.indices, values=dict.fromkeys(METRICS, broken)
    )
    with database.write() as session:
        tiles.finish_tile(session, tile, update)
    grid = read(database, landscape).values["loss"]
    assert [grid[row][column] for row, column in tile.indices] == [None, None, *broken[2:]]


def test_workers_at_once_compute_every_tile_once(url: str, database: Database) -> None:
    landscape = made(database, LandscapeRequest(resolution=17))
    databases = [Database(url) for _ in range(3)]

    def work(own: Database) -> list[int]:
        numbers = []
        while (tile := claim(own, landscape)) is not None:
            numbers.append(tile.number)
            with own.write() as session:
                finish(session, tile)
        return numbers

    with ThreadPoolExecutor(3) as threads:
        numbers = list(chain.from_iterable(threads.map(work, databases)))
    assert sorted(numbers) == [ROOM * place for place in range(len(numbers))]
    assert read(database, landscape).phase == JobPhase.COMPLETED
    for own in databases:
        own.close()


def test_a_tile_whose_lease_ran_out_is_taken_over(database: Database, landscape: Landscape) -> None:
    stale = taken(database, landscape, OVER)
    current = taken(database, landscape)
    assert (stale.number, stale.attempt, current.number, current.attempt) == (0, 1, 0, 2)
    with pytest.raises(StaleAttempt), database.write() as session:
        finish(session, stale)
    assert read(database, landscape).completed_points == 0
    with database.write() as session:
        tiles.renew_tile(session, current)
        finish(session, current)
    with pytest.raises(StaleAttempt), database.write() as session:
        finish(session, current)
    assert read(database, landscape).completed_points == len(current.indices)


def test_a_released_tile_is_free_and_counts_none(database: Database, landscape: Landscape) -> None:
    for attempt in range(1, 6):
        tile = taken(database, landscape)
        assert (tile.number, tile.attempt) == (0, attempt)
        with database.write() as session:
            tiles.release_tile(session, tile)
    with pytest.raises(StaleAttempt), database.write() as session:
        finish(session, tile)


def test_values_must_fit_the_tile(database: Database, landscape: Landscape) -> None:
    tile = taken_points(database, landscape)
    values = dict(values_of(tile))
    shifted = LandscapeUpdate(indices=tile.indices[::-1], values=values)
    lacking = LandscapeUpdate(indices=tile.indices, values={"loss": values["loss"]})
    for update in (shifted, lacking):
        with pytest.raises(ValueError, match="expected"), database.write() as session:
            tiles.finish_tile(session, tile, update)
    with pytest.raises(ValueError, match="claim of a profile"), database.write() as session:
        tiles.save_profile(session, tile, lambda _: NO_PROFILE)


def test_what_is_left_of_a_tile_that_takes_long_comes_next(
    database: Database, landscape: Landscape
) -> None:
    tile = taken_points(database, landscape)
    with database.write() as session:
        finish(session, tile, networks=3)
    rest = taken(database, landscape)
    assert tile.divisible
    assert rest.indices == tile.indices[3:]
    assert (rest.number, rest.level, rest.attempt) == (tile.number + 1, tile.level, 1)
    grown = read(database, landscape)
    assert grown.completed_points == 3
    known = [value for row in grown.values["loss"] for value in row if value is not None]
    assert sorted(known) == sorted(100.0 * row + column for row, column in tile.indices[:3])


def test_a_landscape_of_a_slow_network_grows_point_by_point_to_the_same_end(
    database: Database, landscape: Landscape
) -> None:
    pieces, levels = 0, []
    while (tile := claim(database, landscape)) is not None:
        with database.write() as session:
            finish(session, tile, networks=1)
        pieces += not tile.part
        levels.append(tile.level)
    done = read(database, landscape)
    assert pieces == done.completed_points == 153
    assert [level for level in levels if level] == sorted(level for level in levels if level)
    assert (done.phase, done.level) == ("completed", 2)
    assert done.values["loss"] == [
        [100.0 * row + column for column in range(17)] for row in range(9)
    ]


def test_a_profile_is_shown_once_it_goes_from_end_to_end(
    database: Database, landscape: Landscape
) -> None:
    first = taken(database, landscape)
    assert first.part is not None
    rest = first.part._replace(done=5)
    with database.write() as session:
        tiles.save_profile(session, first, lambda _: NO_PROFILE, rest)
    assert read(database, landscape).profile is None
    following = taken(database, landscape)
    assert following.part == rest
    with database.write() as session:
        finish(session, following)
    assert read(database, landscape).profile == NO_PROFILE


def test_a_piece_without_room_behind_it_is_finished_whole(
    database: Database, landscape: Landscape
) -> None:
    """As of a map that was begun before pieces were split."""
    tile = taken_points(database, landscape)
    with database.write() as session:
        tiles.release_tile(session, tile)
        beside = TileRow(landscape_id=landscape.id, number=tile.number + 1, level=1, indices=[])
        session.add(beside)
    again = taken(database, landscape)
    assert (again.number, again.divisible) == (tile.number, False)
    with pytest.raises(ValueError, match="expected"), database.write() as session:
        finish(session, again, networks=3)
