"""The live history of a run or a landscape."""

import asyncio
import json
from collections.abc import AsyncIterator

from backend.contracts.runs import Event, EventKind, JobPhase
from backend.contracts.tasks import events_channel
from backend.queue import Doorbell, wait
from backend.store import events, line
from backend.store.database import Database

FALLBACK_SECONDS = 3.0
"""How long a lost ring can delay an event."""
BATCH = 500


class Events:
    def __init__(
        self, database: Database, doorbell: Doorbell, fallback_seconds: float = FALLBACK_SECONDS
    ) -> None:
        self._database = database
        self._doorbell = doorbell
        self._fallback_seconds = fallback_seconds

    def nothing_after(self, subject: str, last: int) -> bool:
        """Whether the event `last` is the newest one."""
        with self._database.read() as session:
            return events.latest(session, subject) <= last

    async def follow(
        self, subject: str, last: int, *, run: str, ended: bool
    ) -> AsyncIterator[Event]:
        """Events after the id `last`, then new ones as they come.

        Ends when everything is told after the last phase, or at once for what has `ended` before.
        Until then somebody watches the `run` that they belong to.
        """
        with self._doorbell.bell(events_channel(subject)) as bell:
            while True:
                bell.clear()
                if not ended:
                    await asyncio.to_thread(self._watch, run)
                batch = await asyncio.to_thread(self._after, subject, last)
                for event in batch:
                    last = event.id
                    ended = ended or _is_end(event)
                    yield event
                if len(batch) == BATCH:
                    continue
                if ended:
                    return
                await wait(bell, self._fallback_seconds)

    def _watch(self, run: str) -> None:
        with self._database.read() as session:
            due = line.watch_is_due(session, run)
        if due:
            with self._database.write() as session:
                line.watch(session, run)

    def _after(self, subject: str, last: int) -> list[Event]:
        with self._database.read() as session:
            return events.after(session, subject, last, BATCH)


def _is_end(event: Event) -> bool:
    return event.kind is EventKind.PHASE and JobPhase(json.loads(event.data)["phase"]).terminal
