"""Whether this process has been asked to stop, or has lost its parent."""

import os
import threading

_requested = threading.Event()
_parent = os.getppid()


def request() -> None:
    _requested.set()


def requested() -> bool:
    return _requested.is_set()


def exit_if_orphaned() -> None:
    """End a pool's child whose parent has died: nobody could stop it any more.

    At once, without clean-up: its claim runs out and another worker takes over.
    """
    if os.getppid() != _parent:
        os._exit(1)
