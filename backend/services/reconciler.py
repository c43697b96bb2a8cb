"""Keeps queue and database in step: sends the outbox, rings again for what nobody took."""

import asyncio
import logging

from backend.contracts.tasks import OUTBOX_CHANNEL
from backend.queue import Doorbell, Queue, wait
from backend.services.outbox import drain
from backend.store.database import Database
from backend.store.reconciler import reconcile

log = logging.getLogger(__name__)

SECONDS = 5.0


class Reconciler:
    """One task of the web process; the only one that rings again."""

    def __init__(
        self, database: Database, queue: Queue, doorbell: Doorbell, seconds: float = SECONDS
    ) -> None:
        self._database = database
        self._queue = queue
        self._doorbell = doorbell
        self._seconds = seconds

    async def run(self) -> None:
        """Until cancelled: send at every ring, and reconcile every few seconds."""
        clock = asyncio.get_running_loop().time
        due = clock()
        with self._doorbell.bell(OUTBOX_CHANNEL) as bell:
            while True:
                bell.clear()
                reconciling = clock() >= due
                await self._guarded(reconciling)
                if reconciling:
                    due = clock() + self._seconds
                await wait(bell, max(0.0, due - clock()))

    async def _guarded(self, reconciling: bool) -> None:
        """One round; whatever fails is logged and tried again in the next."""
        try:
            await asyncio.to_thread(self._round, reconciling)
        except Exception:
            log.exception("a round of the reconciler failed; the next one tries again")

    def _round(self, reconciling: bool) -> None:
        if reconciling:
            with self._database.write() as session:
                reconcile(session)
        drain(self._database, self._queue)
