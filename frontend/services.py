"""The table of processes that `paysage up` supervises: command, environment, patience."""

import os
import shutil
import sys

from backend.contracts import tasks
from backend.contracts.settings import Settings
from frontend.embedded_redis import RedisServer
from frontend.processes import Service

REDIS, WEB = "redis", "web"
TRAIN, LANDSCAPE, INTERACTIVE = tasks.QUEUE_TRAIN, tasks.QUEUE_LANDSCAPE, tasks.QUEUE_INTERACTIVE

COMPUTING = {
    "MALLOC_MMAP_THRESHOLD_": "33554432",
    "MALLOC_TRIM_THRESHOLD_": "1073741824",
    "OMP_WAIT_POLICY": "passive",
}
"""Keeps glibc from handing large blocks back after every use: page faults cost up to 1.85x. And
lets idle OpenMP threads sleep: spinning ones made a step beside busy neighbours seven times slower.
"""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
PYTHON = [sys.executable, "-P", "-m"]
"""Without the current folder on the path: modules are those installed."""
CHECKPOINT_SECONDS = 15.0
"""A stopping worker ends its step and writes a checkpoint."""


def environment(settings: Settings) -> dict[str, str]:
    """What every child is told; data folder, device and the rest it inherits."""
    return {
        "PAYSAGE_STATE_DIR": str(settings.state_dir),
        "PAYSAGE_DATA_DIR": str(settings.data_path.resolve()),
        "PAYSAGE_DATABASE_URL": settings.database,
        "PAYSAGE_REDIS_URL": str(settings.redis_url),
        "PYTHONUNBUFFERED": "1",
    }


def redis(server: RedisServer) -> Service:
    return Service(REDIS, server.command, stage=0)


def web(settings: Settings, listening: int) -> Service:
    """The API and the page, on a socket that stays open while the process is replaced."""
    command = [*PYTHON, "frontend.serving", str(listening)]
    return Service(WEB, command, environment(settings), descriptors=(listening,))


def workers(settings: Settings) -> list[Service]:
    """One of each kind: trainings never delay clicks, landscapes leave the others the way."""
    landscapes = settings.landscape_workers or cores()
    return [
        _worker(settings, TRAIN, "prefork", 1, COMPUTING, nice=5),
        _worker(settings, INTERACTIVE, "threads", 1, COMPUTING),
        _worker(settings, LANDSCAPE, "prefork", landscapes, COMPUTING | ONE_THREAD, nice=10),
    ]


def _worker(
    settings: Settings,
    role: str,
    pool: str,
    concurrency: int,
    extra: dict[str, str],
    *,
    nice: int = 0,
) -> Service:
    lower = shutil.which("nice") if nice else None
    command = [lower, "-n", str(nice)] if lower else []
    command += [*PYTHON, "celery", "--app", "worker.app", "worker"]
    command += ["--queues", role, "--pool", pool, "--concurrency", str(concurrency)]
    command += ["--hostname", f"{role}@%h", "--loglevel", "INFO"]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    told = environment(settings) | extra | {"PAYSAGE_ROLE": role}
    return Service(role, command, told, patience=CHECKPOINT_SECONDS)


def device_check(settings: Settings) -> list[str]:
    """A command that ends with a sentence and a code other than 0 where the device is missing."""
    return [*PYTHON, "worker.machine.device", settings.device]


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
