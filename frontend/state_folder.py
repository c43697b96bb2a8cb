"""The state folder: private, and held by one running Paysage at a time."""

import fcntl
import os
from pathlib import Path
from tempfile import TemporaryFile


class FolderRefused(Exception):
    """A folder cannot be used: one sentence."""


def prepare(folder: Path) -> None:
    """Make the folder, for this user alone.

    Raises:
        FolderRefused: It cannot be made, is no folder, or nothing can be written there.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        why = "it is a file" if isinstance(error, FileExistsError) else str(error.strerror).lower()
        raise FolderRefused(
            f"The state folder {folder} cannot be used ({why}); name another one with "
            "--state-dir or PAYSAGE_STATE_DIR."
        ) from error


def check_data(folder: Path) -> None:
    """The data folder need not be there, since MNIST is shipped; what is there must be readable.

    Raises:
        FolderRefused: It is no folder, or this user may not look into it.
    """
    if folder.exists() and not (folder.is_dir() and os.access(folder, os.R_OK | os.X_OK)):
        raise FolderRefused(
            f"The data folder {folder} is no folder that this user can read; "
            "name another one with PAYSAGE_DATA_DIR."
        )


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
