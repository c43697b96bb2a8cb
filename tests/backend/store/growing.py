"""A landscape and its workers, step by step."""

from backend.contracts.landscapes import Landscape, LandscapeRequest
from backend.contracts.runs import EventKind
from backend.store import events, landscapes, tiles
from backend.store.database import Database
from backend.store.tiles import TileClaim
from tests.backend.store.stories import LEASE, finished, sent


def made(database: Database, request: LandscapeRequest) -> Landscape:
    run = finished(database)
    sent(database)
    with database.write() as session:
        created = landscapes.create(session, run.id, request)
    assert created is not None
    return created


def read(database: Database, landscape: Landscape) -> Landscape:
    with database.read() as session:
        found = landscapes.get(session, landscape.id)
    assert found is not None
    return found


def claim(database: Database, landscape: Landscape, lease: float = LEASE) -> TileClaim | None:
    with database.write() as session:
        return tiles.claim_tile(session, landscape.id, "worker", lease)


def taken(database: Database, landscape: Landscape, lease: float = LEASE) -> TileClaim:
    tile = claim(database, landscape, lease)
    assert tile is not None
    return tile


def taken_points(database: Database, landscape: Landscape) -> TileClaim:
    """The first piece of grid points; the part of the profile before it is somebody else's."""
    tile = taken(database, landscape)
    return taken(database, landscape) if tile.part else tile


def kinds(database: Database, landscape: Landscape) -> list[EventKind]:
    with database.read() as session:
        return [event.kind for event in events.after(session, landscape.id, 0)]
