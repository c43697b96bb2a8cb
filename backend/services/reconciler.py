"""Keeps queue, files and database in step: sends the outbox, rings again, sweeps."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from backend.contracts.tasks import OUTBOX_CHANNEL
from backend.queue import Doorbell, Queue, wait
from backend.services.outbox import drain
from backend.store.artifacts import Artifacts
from backend.store.database import Database
from backend.store.reconciler import reconcile

log = logging.getLogger(__name__)

SECONDS = 5.0
SWEEP_SECONDS = 3600.0
"""Between two looks for files that crashed attempts left."""


class Reconciler:
    """One task of the web process; the only one that rings again."""

    def __init__(
        self,
        database: Database,
        artifacts: Artifacts,
        queue: Queue,
        doorbell: Doorbell,
        seconds: float = SECONDS,
    ) -> None:
        self._database = database
        self._artifacts = artifacts
        self._queue = queue
        self._doorbell = doorbell
        self._seconds = seconds

    async def run(self) -> None:
        """Until cancelled: send at every ring, and reconcile every few seconds."""
        clock = asyncio.get_running_loop().time
        due = sweep_due = clock()
        with self._doorbell.bell(OUTBOX_CHANNEL) as bell:
            while True:
                bell.clear()
                reconciling = clock() >= due
                await self._guarded(partial(self._round, reconciling))
                if reconciling:
                    due = clock() + self._seconds
                if clock() >= sweep_due:
                    sweep_due = clock() + SWEEP_SECONDS
                    await self._guarded(self._sweep)
                await wait(bell, max(0.0, due - clock()))

    async def _guarded(self, work: Callable[[], None]) -> None:
        """In a thread; whatever fails is logged and tried again in the next round."""
        try:
            await asyncio.to_thread(work)
        except Exception:
            log.exception("a round of the reconciler failed; the next one tries again")

    def _round(self, reconciling: bool) -> None:
        if reconciling:
            with self._database.write() as session:
                reconcile(session)
        drain(self._database, self._queue)

    def _sweep(self) -> None:
        with self._database.read() as session:
            self._artifacts.sweep(session)
