"""The state folder: private, and held by one running Paysage at a time."""

import fcntl
import os
from pathlib import Path


def prepare(folder: Path) -> None:
    """Make the folder, for this user alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def lock(folder: Path) -> int | None:
    """Take the folder; None when another Paysage holds it.

    The lock belongs to the open file: it lasts until every process that inherited the descriptor
    has ended, so that no successor starts while the guardian still clears up.
    """
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor
