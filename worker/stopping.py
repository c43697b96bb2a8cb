"""Whether this process has been asked to stop, or has lost its parent."""

import os
import threading

_requested = threading.Event()
_parent = os.getppid()


def request() -> None:
    _requested.set()


def requested() -> bool:
    return _requested.is_set()


def orphaned() -> bool:
    """A pool's child whose parent has died must end itself: nobody else can see it any more."""
    return os.getppid() != _parent
