"""A worker process with a database and files of its own."""

import torch
from redis import Redis

from backend.contracts.settings import Settings
from backend.store.artifacts import Artifacts
from backend.store.checkpoints import Checkpoints
from backend.store.database import Database, migrate
from worker.jobs.process import Process


def process_of(settings: Settings, redis_url: str) -> Process:
    """Its database is migrated; close it and its Redis in the end."""
    database = Database(settings.database)
    migrate(database)
    return Process(
        settings=settings,
        database=database,
        artifacts=Artifacts(settings.artifacts_path),
        checkpoints=Checkpoints(settings.checkpoints_path),
        redis=Redis.from_url(redis_url),
        device=torch.device("cpu"),
        name="a test",
    )
