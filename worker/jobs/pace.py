"""Work that must not happen too often."""

from collections.abc import Callable
from time import monotonic

RENEW_SECONDS = 1.0
"""Between two renewals of a lease."""


def at_most_every(seconds: float, work: Callable[[], None]) -> Callable[[], None]:
    """Do the work at a call, unless it was done within the last seconds."""
    last = float("-inf")

    def call() -> None:
        nonlocal last
        if monotonic() - last >= seconds:
            last = monotonic()
            work()

    return call
