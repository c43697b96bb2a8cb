"""Laws of messages that wait to be sent."""

from backend.contracts.tasks import QUEUE_INTERACTIVE, QUEUE_TRAIN, TASK_CALIBRATE, TASK_TRAIN
from backend.store import outbox
from backend.store.database import Database


def test_messages_wait_in_order_until_they_are_done(database: Database) -> None:
    with database.write() as session:
        first = outbox.put(session, QUEUE_TRAIN, TASK_TRAIN, {"id": "a"})
        second = outbox.put(session, QUEUE_INTERACTIVE, TASK_CALIBRATE, {"recipe": {"epochs": 3}})
    with database.write() as session:
        assert outbox.drain(session) == [first, second]
        assert outbox.drain(session, limit=1) == [first]
        outbox.done(session, [first.id])
        assert outbox.drain(session) == [second]
        outbox.done(session, [])


def test_a_doorbell_is_not_pulled_twice_before_it_rings(database: Database) -> None:
    with database.write() as session:
        first = outbox.ring(session, QUEUE_TRAIN, TASK_TRAIN, "a")
        assert first is not None
        assert outbox.ring(session, QUEUE_TRAIN, TASK_TRAIN, "a") is None
        assert outbox.ring(session, QUEUE_TRAIN, TASK_TRAIN, "b") is not None
        outbox.done(session, [first.id])
        assert outbox.ring(session, QUEUE_TRAIN, TASK_TRAIN, "a") is not None
