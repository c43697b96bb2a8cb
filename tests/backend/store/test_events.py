"""Laws of the history."""

import json

import pytest

from backend.contracts.runs import EventKind
from backend.store import events
from backend.store.database import Database
from tests.backend.store.stories import progress

RUN, OTHER = "0123456789ab", "ba9876543210"


def test_readers_go_on_where_they_stopped(database: Database) -> None:
    with database.write() as session:
        ids = [events.append(session, RUN, EventKind.PROGRESS, progress(k)) for k in range(5)]
        events.append(session, OTHER, EventKind.PHASE, {"phase": "queued"})
    with database.read() as session:
        first = events.after(session, RUN, 0, limit=2)
        rest = events.after(session, RUN, first[-1].id)
        assert [event.id for event in first + rest] == ids == sorted(ids)
        assert json.loads(rest[-1].data) == progress(4).model_dump(mode="json")
        assert events.after(session, RUN, 10**30) == []
        assert events.latest(session, RUN) == ids[-1]


def test_numbers_that_json_lacks_are_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="Out of range"), database.write() as session:
        events.append(session, RUN, EventKind.TILE, {"values": [float("nan")]})
