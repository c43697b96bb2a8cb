"""Laws of small values by name."""

from backend.store import values
from backend.store.database import Database


def test_a_value_is_read_as_it_was_put(database: Database) -> None:
    with database.write() as session:
        assert values.get(session, "example") is None
        values.put(session, "example", {"runs": ["a"]})
        values.put(session, "example", {"runs": ["a", "b"]})
    with database.read() as session:
        assert values.get(session, "example") == {"runs": ["a", "b"]}
