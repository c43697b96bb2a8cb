"""The line as people see it."""

from sqlalchemy import update

from backend.contracts.runs import Run
from backend.contracts.turns import Turn, turn_of
from backend.store import landscapes, turn_views, turns
from backend.store.database import Database
from backend.store.tables import LandscapeRow
from tests.backend.store.queued_maps import map_of, mapped, take, watch
from tests.backend.store.stories import finished


def turn(database: Database, run: Run, landscape: str | None) -> Turn:
    with database.read() as session:
        found = turn_of(turn_views.works(session), run.id, landscape)
    assert found is not None
    return found


def test_a_map_that_waits_says_why_and_how_long(database: Database) -> None:
    first, second, third = (mapped(database) for _ in range(3))
    waiting = turn(database, third, map_of(database, third))
    assert (waiting.position, waiting.before, waiting.at_work) == (3, 2, False)
    assert waiting.reason == f"Two maps before it: {first.name}."  # they have one name
    assert waiting.seconds is None
    with database.write() as session:
        session.execute(update(LandscapeRow).values(point_seconds=0.125))
    turns_left = -(-networks(database, third, first=False) // 16)
    to_picture = -(-networks(database, third, first=True) // 16)
    known = turn(database, third, map_of(database, third))
    assert known.seconds == 2.0 * 3 * (turns_left + to_picture)
    assert known.seconds_to_picture == 2.0 * 3 * to_picture
    watch(database, third)
    ahead = turn(database, third, map_of(database, third))
    assert (ahead.position, ahead.reason) == (1, "Its turn comes next, as somebody watches.")
    assert ahead.seconds_to_picture == 2.0 * to_picture
    assert take(database) is not None
    at_work = turn(database, third, map_of(database, third))
    assert at_work.reason == "Being computed, in turn with two maps."
    assert second.id != first.id


def networks(database: Database, run: Run, *, first: bool) -> int:
    """Of the map's first picture, or of all that comes after."""
    with database.read() as session:
        ((work,),) = (each.maps for each in turns.in_line(session) if each.run == run.id)
    return work.coarse if first else work.fine


def test_how_long_a_piece_takes_is_learnt_from_networks_of_its_kind(database: Database) -> None:
    first = mapped(database)
    with database.write() as session:
        row = landscapes.find(session, map_of(database, first))
        assert row is not None
        row.point_seconds = 3.0
    other = finished(database, network_options={"width": 7})
    second = mapped(database)
    assert turn(database, second, map_of(database, second)).seconds is not None
    assert turn(database, other, map_of(database, other)).seconds is None
