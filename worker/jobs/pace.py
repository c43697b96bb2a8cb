"""Work beside other work: not too often, and no reason for the other to fail."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from sqlalchemy.exc import OperationalError

Pulse = Callable[[], None]
"""Called again and again by work that takes long."""

LOG = logging.getLogger("paysage.worker")

RENEW_SECONDS = 1.0
"""Between two renewals of a lease."""


class Released(Exception):
    """The work goes back to the queue: the worker stops."""


def at_most_every(seconds: float, work: Pulse) -> Pulse:
    """Do the work at a call, unless it was done within the last seconds."""
    last = float("-inf")

    def call() -> None:
        nonlocal last
        if monotonic() - last >= seconds:
            last = monotonic()
            work()

    return call


@contextmanager
def unless_busy(subject: object) -> Iterator[None]:
    """A word about the subject that a busy database refuses: the next one says it, too."""
    try:
        yield
    except OperationalError:
        LOG.warning("could not report %s", subject, exc_info=True)


@contextmanager
def meanwhile(work: Callable[[], None], seconds: float = RENEW_SECONDS) -> Iterator[None]:
    """Do the work again and again, from a thread, while the body cannot: it waits for a download.

    Work that fails ends it; the body goes on and will notice for itself.
    """
    done = Event()

    def repeat() -> None:
        while not done.wait(seconds):
            work()

    thread = Thread(target=repeat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
