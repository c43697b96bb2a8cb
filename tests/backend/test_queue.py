"""The one client of Celery and Redis, against a real server that comes and goes."""

import asyncio
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from backend.contracts.settings import Settings
from backend.contracts.tasks import OUTBOX_CHANNEL, events_channel
from backend.queue import Doorbell, Queue, QueueUnavailable, wait
from frontend import embedded_redis
from tests.waiting import wait_until


class Server:
    """A private Redis that a test may stop and start."""

    def __init__(self, folder: Path) -> None:
        self.prepared = embedded_redis.prepare(folder)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = self.prepared.command
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_until(lambda: embedded_redis.answers(self.prepared.url), what="Redis answers")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def own_settings(server: Server, tmp_path: Path) -> Settings:
    return Settings(state_dir=tmp_path, redis_url=server.prepared.url)


def test_sending_goes_on_after_a_restart_of_redis(server: Server, own_settings: Settings) -> None:
    queue = Queue(own_settings)
    queue.send("train", "paysage.train", {"id": "a"})
    server.kill()
    with pytest.raises(QueueUnavailable):
        queue.send("train", "paysage.train", {"id": "b"})
    queue.ring(OUTBOX_CHANNEL)  # no error
    server.start()
    with redis.Redis.from_url(server.prepared.url) as client:
        kept = client.llen("train")  # the kill may have cost the first message
        queue.send("train", "paysage.train", {"id": "c"})
        assert client.llen("train") == kept + 1
    queue.disconnect()


def test_first_is_said_once_per_key(server: Server, own_settings: Settings) -> None:
    queue = Queue(own_settings)
    assert [queue.first(key, 60) for key in ("a", "a", "b")] == [True, False, True]
    queue.disconnect()


@pytest.mark.anyio
async def test_reply_comes_or_the_time_is_up(server: Server, own_settings: Settings) -> None:
    queue = Queue(own_settings)
    waiting = asyncio.create_task(queue.reply("reply", 30))
    with redis.Redis.from_url(server.prepared.url) as client:
        client.rpush("reply", "answer")
    assert await waiting == b"answer"
    assert await queue.reply("reply", 0.05) is None
    await queue.close()


@pytest.mark.anyio
async def test_bell_rings_for_its_channel_alone(server: Server, own_settings: Settings) -> None:
    doorbell, queue = Doorbell(own_settings), Queue(own_settings)
    listening = asyncio.create_task(doorbell.listen())
    with doorbell.bell(events_channel("mine")) as mine, doorbell.bell("other") as other:
        await wait(mine, 30)  # all bells ring when listening begins
        mine.clear()
        other.clear()
        queue.ring(events_channel("yours"))
        queue.ring(events_channel("mine"))
        await asyncio.wait_for(mine.wait(), 30)
        assert not other.is_set()
    listening.cancel()
    await doorbell.close()
    await queue.close()


@pytest.mark.anyio
async def test_bell_rings_again_after_a_restart_of_redis(
    server: Server, own_settings: Settings
) -> None:
    doorbell = Doorbell(own_settings)
    listening = asyncio.create_task(doorbell.listen())
    with doorbell.bell(OUTBOX_CHANNEL) as bell:
        await wait(bell, 30)
        bell.clear()
        server.kill()
        server.start()
        await asyncio.wait_for(bell.wait(), 30)
    listening.cancel()
    await doorbell.close()


@pytest.mark.anyio
@pytest.mark.parametrize("turns", range(6))
async def test_cancellation_that_comes_with_the_ring_is_kept(turns: int) -> None:
    bell = asyncio.Event()
    waiting = asyncio.create_task(wait(bell, 30))
    await asyncio.sleep(0)
    bell.set()
    for _ in range(turns):
        await asyncio.sleep(0)
    rung = waiting.done()
    waiting.cancel()
    await asyncio.wait([waiting])
    assert waiting.cancelled() != rung


@pytest.mark.anyio
async def test_waiting_for_a_silent_bell_ends() -> None:
    bell = asyncio.Event()
    await wait(bell, 0.01)
    assert not bell.is_set()
