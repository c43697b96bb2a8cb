"""What was decided is sent, sooner or later, and once when nothing breaks."""

from collections.abc import Iterator

import pytest
import redis

from backend.contracts.settings import Settings
from backend.queue import Queue
from backend.services.outbox import BATCH, drain
from backend.store import outbox
from backend.store.database import Database

NOWHERE = "unix:///nowhere/redis.sock"


@pytest.fixture
def queue(settings: Settings, redis_client: redis.Redis) -> Iterator[Queue]:
    redis_client.flushall()
    queue = Queue(settings)
    yield queue
    queue.disconnect()


def waiting(database: Database) -> int:
    with database.read() as session:
        return len(outbox.drain(session, 10 * BATCH))


def put(database: Database, count: int) -> None:
    with database.write() as session:
        for number in range(count):
            outbox.put(session, "train", "paysage.train", {"id": f"{number:012x}"})


@pytest.mark.parametrize("count", [0, 1, BATCH + 3])
def test_all_that_waits_is_sent_once(
    database: Database, queue: Queue, redis_client: redis.Redis, count: int
) -> None:
    put(database, count)
    drain(database, queue)
    drain(database, queue)
    assert redis_client.llen("train") == count
    assert waiting(database) == 0


def test_nothing_is_lost_while_redis_is_away(
    database: Database, settings: Settings, queue: Queue, redis_client: redis.Redis
) -> None:
    put(database, 2)
    away = Queue(Settings(state_dir=settings.state_dir, redis_url=NOWHERE))
    drain(database, away)
    away.disconnect()
    assert waiting(database) == 2
    drain(database, queue)
    assert (redis_client.llen("train"), waiting(database)) == (2, 0)
