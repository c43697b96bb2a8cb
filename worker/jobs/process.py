"""What one worker process holds: settings, database, files, the doorbell and the device."""

import ctypes
import logging
import os
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

import torch
from redis import Redis, RedisError

from backend.contracts.settings import Settings
from backend.contracts.tasks import (
    AT_WORK,
    AT_WORK_SECONDS,
    OUTBOX_CHANNEL,
    QUEUE_TRAIN,
    events_channel,
)
from backend.store.activity import is_idle
from backend.store.artifacts import Artifacts
from backend.store.checkpoints import Checkpoints
from backend.store.database import Database
from backend.store.image_results import ImageResults
from worker.jobs.fitness import fit_device, reported, role
from worker.jobs.warm import Warm
from worker.machine.device import prepare

LOG = logging.getLogger("paysage.worker")

REPLY_SECONDS = 30
"""How long an answer lies in Redis when nobody fetches it."""


@dataclass(frozen=True)
class Process:
    settings: Settings
    database: Database
    artifacts: Artifacts
    checkpoints: Checkpoints
    redis: Redis
    device: torch.device
    name: str
    """Host and process id, as they stand in claims."""
    warm: Warm = field(default_factory=Warm)

    @property
    def image_results(self) -> ImageResults:
        return ImageResults(self.settings.landscapes_path)

    def reply(self, key: str, content: str) -> None:
        """Push the one answer that somebody waits for."""
        with self.redis.pipeline() as pipeline:
            pipeline.rpush(key, content)
            pipeline.expire(key, REPLY_SECONDS)
            pipeline.execute()

    def is_at_work(self) -> None:
        """Say that an interactive worker begins something: who gets no answer knows why."""
        with suppress(RedisError):
            self.redis.set(AT_WORK, "", ex=AT_WORK_SECONDS)

    def ring(self, subject: str) -> None:
        """Tell readers of a run or a landscape that its rows have changed.

        The rows are the truth and are read again without a bell, so a Redis that is down is no
        reason to fail.
        """
        with suppress(RedisError):
            self.redis.publish(events_channel(subject), "")

    def ring_outbox(self) -> None:
        with suppress(RedisError):
            self.redis.publish(OUTBOX_CHANNEL, "")


@cache
def process() -> Process:
    """The one of this process, made at its first job: after any fork, before any work."""
    settings = Settings()
    database = Database(settings.database)
    with reported(database):
        device = fit_device(settings)
        prepare(device, threads=_threads(settings))
    return Process(
        settings=settings,
        database=database,
        artifacts=Artifacts(settings.artifacts_path),
        checkpoints=Checkpoints(settings.checkpoints_path),
        redis=Redis.from_url(str(settings.redis_url), socket_timeout=5),
        device=device,
        name=f"{socket.gethostname()}:{os.getpid()}",
    )


def take_free_threads(here: Process) -> None:
    """A question takes every core while nothing else runs; else one, as `_threads` says."""
    with here.database.read() as session:
        idle = is_idle(session)
    torch.set_num_threads(training_threads(here.settings) if idle else 1)


def release_memory() -> None:
    """Give freed memory back to the system: glibc keeps it otherwise, and idle workers are many."""
    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)


def _threads(settings: Settings) -> int:
    """The training worker takes every core; the others one, so that they share the rest fairly."""
    return training_threads(settings) if role() == QUEUE_TRAIN else 1


def training_threads(settings: Settings) -> int:
    return settings.threads or os.cpu_count() or 1
