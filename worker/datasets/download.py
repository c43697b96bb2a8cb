"""Downloads, tried only for files that are not there, by one process at a time."""

import fcntl
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_SECONDS = 10.0
"""Without an answer; torchvision itself would wait for ever where a network swallows packets."""


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """One process at a time writes here: torchvision writes its files in place."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield


@contextmanager
def limited_patience() -> Iterator[None]:
    """Let every connection of this process give up in time, while the block runs."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(PATIENCE_SECONDS)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)
