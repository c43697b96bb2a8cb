"""Sends the messages that were stored with the changes that caused them."""

from backend.queue import Queue, QueueUnavailable
from backend.store import outbox
from backend.store.database import Database
from backend.store.outbox import OutboxEntry

BATCH = 100


def drain(database: Database, queue: Queue) -> None:
    """Send all that waits; what Redis does not take stays for the next time."""
    while _drain_batch(database, queue) == BATCH:
        pass


def _drain_batch(database: Database, queue: Queue) -> int:
    """Send one batch and give how many were sent; a crash in between sends them twice."""
    with database.read() as session:
        entries = outbox.drain(session, BATCH)
    sent = _send(queue, entries)
    if sent:
        with database.write() as session:
            outbox.done(session, sent)
    return len(sent)


def _send(queue: Queue, entries: list[OutboxEntry]) -> list[int]:
    """Ids of what was sent, up to the first that was not taken."""
    sent: list[int] = []
    for entry in entries:
        try:
            queue.send(entry.queue, entry.task, entry.payload)
        except QueueUnavailable:
            break
        sent.append(entry.id)
    return sent
