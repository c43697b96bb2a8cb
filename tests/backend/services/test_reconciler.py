"""The reconciler sends at every ring, and looks for itself when nobody rings."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
import redis

from backend.contracts.settings import Settings
from backend.contracts.tasks import OUTBOX_CHANNEL
from backend.queue import Doorbell, Queue
from backend.services.reconciler import Reconciler
from backend.store import outbox
from backend.store.artifacts import Artifacts
from backend.store.database import Database

pytestmark = pytest.mark.anyio
LONG = 3600.0


@asynccontextmanager
async def reconciling(
    database: Database, settings: Settings, seconds: float
) -> AsyncIterator[Queue]:
    queue, doorbell = Queue(settings), Doorbell(settings)
    reconciler = Reconciler(database, Artifacts(settings.artifacts_path), queue, doorbell, seconds)
    tasks = [asyncio.create_task(doorbell.listen()), asyncio.create_task(reconciler.run())]
    try:
        yield queue
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await doorbell.close()
        await queue.close()


async def sent(client: redis.Redis, count: int) -> None:
    """Wait until the queue holds so many messages."""
    async with asyncio.timeout(30):
        while client.llen("train") != count:
            await asyncio.sleep(0.01)


def put(database: Database) -> None:
    with database.write() as session:
        outbox.put(session, "train", "paysage.train", {"id": "0123456789ab"})


async def test_ring_sends_at_once(
    database: Database, settings: Settings, redis_client: redis.Redis
) -> None:
    redis_client.flushall()
    async with reconciling(database, settings, LONG):
        put(database)
        async with asyncio.timeout(30):
            while not redis_client.publish(OUTBOX_CHANNEL, ""):  # until somebody listens
                await asyncio.sleep(0.01)
        await sent(redis_client, 1)


async def test_unrung_message_is_sent_with_the_next_round(
    database: Database, settings: Settings, redis_client: redis.Redis
) -> None:
    redis_client.flushall()
    async with reconciling(database, settings, 0.05):
        put(database)
        await sent(redis_client, 1)


async def test_failing_round_is_not_the_last(
    database: Database,
    settings: Settings,
    redis_client: redis.Redis,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    redis_client.flushall()
    failures = iter([RuntimeError("once")])

    def reconcile(_: object) -> None:
        for failure in failures:
            raise failure

    monkeypatch.setattr("backend.services.reconciler.reconcile", reconcile)
    put(database)
    async with reconciling(database, settings, 0.05):
        await sent(redis_client, 1)
    assert "tries again" in caplog.text


async def test_what_a_crash_left_is_gone_soon_after_the_start(
    database: Database, settings: Settings, redis_client: redis.Redis
) -> None:
    left = settings.artifacts_path / "0123456789ab-1"
    left.mkdir(parents=True)
    os.utime(left, (0, 0))
    async with reconciling(database, settings, LONG), asyncio.timeout(30):
        while left.exists():
            await asyncio.sleep(0.01)
