"""The one client of Celery and Redis in the service: sends messages, rings and hears doorbells.

Redis is never the truth. What must not be lost lies in the store's outbox and is sent from there;
a missed ring only means that somebody looks a few seconds later.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import redis
import redis.asyncio
from celery import Celery
from kombu import Exchange
from kombu import Queue as Binding
from kombu.exceptions import OperationalError
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from backend.contracts import tasks as names
from backend.contracts.settings import Settings

log = logging.getLogger(__name__)

CONNECT_SECONDS = 2
DAY = 86_400
RECONNECT_SECONDS = 1.0
HEALTH_SECONDS = 30.0
_QUEUES = (names.QUEUE_TRAIN, names.QUEUE_LANDSCAPE, names.QUEUE_INTERACTIVE)


class QueueUnavailable(Exception):
    """Redis cannot be reached at the moment."""


def _celery(broker: str) -> Celery:
    exchange = Exchange(names.EXCHANGE)
    app = Celery("paysage-service", broker=broker, set_as_current=False)
    app.conf.update(
        accept_content=["json"],
        task_serializer="json",
        task_ignore_result=True,
        # A bare Binding(name) would be bound to the default key.
        task_queues=[Binding(name, exchange, routing_key=name) for name in _QUEUES],
        broker_connection_timeout=CONNECT_SECONDS,
        broker_transport_options={
            "visibility_timeout": DAY,
            "socket_connect_timeout": CONNECT_SECONDS,
        },
    )
    return app


class Queue:
    """Sends tasks and waits for replies. Its plain methods may be called from any thread."""

    def __init__(self, settings: Settings) -> None:
        url = str(settings.redis_url)
        self._celery = _celery(settings.broker)
        self._redis = redis.Redis.from_url(
            url, retry=Retry(NoBackoff(), 1), socket_connect_timeout=CONNECT_SECONDS
        )
        # Replies are waited for longer than redis-py's own timeout of five seconds.
        self._replies = redis.asyncio.Redis.from_url(
            url,
            retry=AsyncRetry(NoBackoff(), 0),
            socket_timeout=None,
            socket_connect_timeout=CONNECT_SECONDS,
        )

    def send(
        self, queue: str, task: str, payload: Mapping[str, Any], *, expires: float | None = None
    ) -> None:
        """Send one message; raises QueueUnavailable when Redis does not take it."""
        try:
            self._celery.send_task(
                task,
                kwargs=dict(payload),
                queue=queue,
                expires=expires,
                ignore_result=True,
                retry=True,  # once: a pooled connection may have died with an earlier Redis
                retry_policy={"max_retries": 1, "interval_start": 0, "interval_max": 0},
            )
        except (OperationalError, RedisError, OSError) as error:
            raise QueueUnavailable("the message queue (Redis) does not answer") from error

    def ring(self, channel: str) -> None:
        """Tell whoever listens that rows have changed; nobody may be there."""
        with suppress(RedisError, OSError):
            self._redis.publish(channel, "")

    def first(self, key: str, seconds: int) -> bool:
        """Whether this is the first call with the key for so many seconds."""
        try:
            return bool(self._redis.set(key, "", nx=True, ex=seconds))
        except (RedisError, OSError) as error:
            raise QueueUnavailable("the message queue (Redis) does not answer") from error

    def said(self, key: str) -> str:
        """What a key holds; nothing where it is not there."""
        try:
            held = self._redis.get(key) or ""
            return held.decode() if isinstance(held, bytes) else held
        except (RedisError, OSError) as error:
            raise QueueUnavailable("the message queue (Redis) does not answer") from error

    async def reply(self, key: str, seconds: float) -> bytes | str | None:
        """The answer pushed to the list `key`; None when none came in time."""
        try:
            answer = await self._replies.blpop([key], timeout=seconds)
        except (RedisError, OSError) as error:
            raise QueueUnavailable("the message queue (Redis) does not answer") from error
        return None if answer is None else answer[1]

    async def is_set(self, key: str) -> bool:
        """Whether a key is there."""
        try:
            return bool(await self._replies.exists(key))
        except (RedisError, OSError) as error:
            raise QueueUnavailable("the message queue (Redis) does not answer") from error

    async def close(self) -> None:
        await self._replies.aclose()
        self.disconnect()

    def disconnect(self) -> None:
        """Enough where nobody has waited for a reply."""
        self._redis.close()
        self._celery.close()


class Doorbell:
    """Hears all rings over one connection and passes them to whoever waits in this process."""

    def __init__(self, settings: Settings) -> None:
        self._redis = redis.asyncio.Redis.from_url(
            str(settings.redis_url),
            retry=AsyncRetry(NoBackoff(), 0),
            socket_timeout=None,
            socket_connect_timeout=CONNECT_SECONDS,
        )
        self._bells: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    @contextmanager
    def bell(self, channel: str) -> Iterator[asyncio.Event]:
        """An event that is set at every ring: clear it, read the rows, then wait for it."""
        event = asyncio.Event()
        self._bells[channel].add(event)
        try:
            yield event
        finally:
            self._bells[channel].discard(event)
            if not self._bells[channel]:
                del self._bells[channel]

    async def listen(self) -> None:
        """Listen until cancelled; after a lost connection everybody looks for themselves."""
        while True:
            try:
                await self._hear()
            except (RedisError, OSError) as error:
                log.warning("lost Redis, connecting again: %s", error)
            except Exception:
                log.exception("listening to Redis failed, connecting again")
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _hear(self) -> None:
        async with self._redis.pubsub(ignore_subscribe_messages=True) as rings:
            await rings.psubscribe(names.OUTBOX_CHANNEL, names.events_channel("*"))
            for channel in list(self._bells):
                self._strike(channel)
            while True:
                ring = await rings.get_message(timeout=HEALTH_SECONDS)
                if ring is not None:
                    self._strike(ring["channel"].decode())

    def _strike(self, channel: str) -> None:
        for event in self._bells.get(channel, ()):
            event.set()

    async def close(self) -> None:
        await self._redis.aclose()


async def wait(bell: asyncio.Event, seconds: float) -> None:
    """Until the bell rings, at most so many seconds.

    Not by `asyncio.wait_for`: before Python 3.12 it swallows a cancellation that comes with the
    ring, and the task that waits would never end.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await bell.wait()
