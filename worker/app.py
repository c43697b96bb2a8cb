"""The Celery application of all workers, and how a worker starts and stops.

Started as `celery --app worker.app worker --queues train ...`. Heavy imports wait for the first
task, so that the parents of worker pools stay small.
"""

import os
import signal
from contextlib import suppress
from types import FrameType
from typing import Any

from billiard import active_children
from celery import Celery, signals
from kombu import Exchange, Queue

from backend.contracts import tasks as names
from backend.contracts.settings import Settings
from worker.machine import stopping

DAY = 86_400
_EXCHANGE = Exchange(names.EXCHANGE)


def create_app(settings: Settings) -> Celery:
    """A Celery application that treats messages as doorbells: nothing is kept, retried or returned.

    The database row decides who works on what, so messages are acknowledged early, results ignored.
    """
    app = Celery("paysage", broker=settings.broker, include=["worker.tasks"])
    app.conf.update(
        accept_content=["json"],
        broker_connection_max_retries=None,
        broker_connection_retry_on_startup=True,
        broker_transport_options={"visibility_timeout": DAY, "socket_timeout": None},
        task_acks_late=False,
        task_ignore_result=True,
        task_queues=[
            Queue(name, _EXCHANGE, routing_key=name)
            for name in (names.QUEUE_TRAIN, names.QUEUE_LANDSCAPE, names.QUEUE_INTERACTIVE)
        ],
        worker_cancel_long_running_tasks_on_connection_loss=False,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        worker_pool_start_method="spawn",  # CUDA does not survive a fork
        worker_prefetch_multiplier=1,
    )
    return app


app = create_app(Settings())


@signals.worker_process_init.connect
def _listen_for_stop(**_: Any) -> None:
    """In a pool child: SIGUSR2 asks the running task to save and let go (billiard has SIGUSR1)."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.request()

    signal.signal(signal.SIGUSR2, stop)


@signals.worker_shutting_down.connect
def _stop_children(**_: Any) -> None:
    """In the parent: pass a clean stop on, since pool children never see the parent's SIGTERM."""
    stopping.request()
    for child in active_children():
        with suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGUSR2)


@signals.worker_ready.connect
def _warm_up(**_: Any) -> None:
    """The interactive worker pays the first call's second before anyone waits for a click."""
    if os.environ.get("PAYSAGE_ROLE") == names.QUEUE_INTERACTIVE:
        from worker.jobs.predict import warm_up

        warm_up()
