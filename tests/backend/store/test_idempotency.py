"""Laws of requests that come twice."""

import pytest

from backend.contracts.runs import JobPhase
from backend.store import idempotency, runs
from backend.store.database import Database
from backend.store.errors import IdempotencyConflict
from tests.backend.store.stories import OWNER, finished


def test_a_key_gives_its_first_answer_again(database: Database) -> None:
    run = finished(database, phase=JobPhase.FAILED)
    with database.write() as session:
        assert idempotency.recall(session, OWNER, "key", "a" * 64) is None
        idempotency.remember(session, OWNER, "key", "a" * 64, run.id)
    with database.write() as session:
        assert idempotency.recall(session, OWNER, "key", "a" * 64) == run.id
        assert idempotency.recall(session, "eve", "key", "b" * 64) is None
        with pytest.raises(IdempotencyConflict, match="another body"):
            idempotency.recall(session, OWNER, "key", "b" * 64)


def test_a_key_is_forgotten_with_its_run(database: Database) -> None:
    run = finished(database, phase=JobPhase.FAILED)
    with database.write() as session:
        idempotency.remember(session, OWNER, "key", "a" * 64, run.id)
        runs.delete(session, run.id)
    with database.write() as session:
        assert idempotency.recall(session, OWNER, "key", "b" * 64) is None
