"""Laws of landscapes: complete in size from the start, ended once."""

import pytest
from sqlalchemy import select

from backend.contracts.landscapes import Geometry, Landscape, LandscapeRequest
from backend.contracts.metrics import METRICS
from backend.contracts.runs import EventKind, Failure, FailureKind, JobPhase
from backend.store import landscapes, tiles
from backend.store.database import Database
from backend.store.errors import StaleAttempt
from backend.store.tables import RunRow
from tests.backend.store.growing import claim, kinds, read, taken
from tests.backend.store.stories import finish, sent

GEOMETRY = Geometry(
    x=[0.0, 1.0],
    y=[0.0, 1.0],
    vertices=[(0.0, 0.0)],
    vertex_names=["one"],
    distances=[0.0],
    random_axes=["x", "y"],
)
FAILURE = Failure(kind=FailureKind.INTERNAL, sentence="It broke.")


def test_a_new_landscape_has_its_size_and_no_value(
    database: Database, landscape: Landscape
) -> None:
    assert read(database, landscape) == landscape
    assert landscape.values == {name: [[None] * 17] * 9 for name in METRICS}
    assert (landscape.phase, landscape.level, landscape.strides) == (JobPhase.QUEUED, 0, [2, 1])
    assert (landscape.completed_points, landscape.total_points) == (0, 17 * 9)
    assert sent(database) == [("landscape", "")]


def test_the_first_geometry_stays(database: Database, landscape: Landscape) -> None:
    other = GEOMETRY.model_copy(update={"x": [5.0, 6.0]})
    with database.write() as session:
        landscapes.begin(session, landscape.id, GEOMETRY, 10_000)
        landscapes.begin(session, landscape.id, other, 99)
    begun = read(database, landscape)
    assert (begun.geometry, begun.examples) == (GEOMETRY, 10_000)
    assert kinds(database, landscape) == [EventKind.PHASE, EventKind.LANDSCAPE]


def test_what_is_drawn_is_made_when_it_is_read(database: Database, landscape: Landscape) -> None:
    assert landscape.drawing is None
    with database.write() as session:
        landscapes.begin(session, landscape.id, GEOMETRY, 10_000)
    drawn = read(database, landscape).drawing
    assert drawn is not None
    assert [(point.x, point.y) for point in drawn.points] == GEOMETRY.vertices
    with database.write() as session:
        row = session.scalars(select(RunRow).where(RunRow.id == landscape.run)).one()
        row.recipe = row.recipe | {"method": "of another version"}
    assert read(database, landscape).drawing is None


def test_an_ended_landscape_takes_no_more_work(database: Database, landscape: Landscape) -> None:
    tile = taken(database, landscape)
    with database.write() as session:
        cancelled = landscapes.cancel(session, landscape.id)
        landscapes.fail(session, landscape.id, FAILURE)
    assert cancelled is not None
    assert cancelled.phase == JobPhase.CANCELLED
    assert read(database, landscape) == cancelled
    assert claim(database, landscape) is None
    for write in (finish, tiles.renew_tile, tiles.release_tile):
        with pytest.raises(StaleAttempt), database.write() as session:
            write(session, tile)
    with pytest.raises(StaleAttempt), database.write() as session:
        landscapes.begin(session, landscape.id, GEOMETRY, 1)


def test_a_failed_landscape_keeps_sentence_and_values(
    database: Database, landscape: Landscape
) -> None:
    tile = taken(database, landscape)
    with database.write() as session:
        finish(session, tile)
        landscapes.fail(session, landscape.id, FAILURE)
    failed = read(database, landscape)
    assert (failed.phase, failed.failure) == (JobPhase.FAILED, FAILURE)
    assert failed.completed_points == len(tile.indices)


def test_a_deleted_landscape_is_gone_for_its_workers_too(
    database: Database, landscape: Landscape
) -> None:
    tile = taken(database, landscape)
    with database.write() as session:
        assert landscapes.delete(session, landscape.id)
        assert not landscapes.delete(session, landscape.id)
    with pytest.raises(StaleAttempt), database.write() as session:
        finish(session, tile)
    assert kinds(database, landscape) == []


def test_a_run_lists_its_landscapes_oldest_first(database: Database, landscape: Landscape) -> None:
    with database.write() as session:
        second = landscapes.create(session, landscape.run, LandscapeRequest(resolution=3))
        listed = landscapes.list_of_run(session, landscape.run)
    assert second is not None
    assert [found.id for found in listed[1:]] == [landscape.id, second.id]


def test_an_unknown_run_gets_no_landscape(database: Database) -> None:
    with database.write() as session:
        assert landscapes.create(session, "0123456789ab", LandscapeRequest()) is None
        assert landscapes.create(session, "../odd", LandscapeRequest()) is None
