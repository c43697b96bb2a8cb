"""Whether this process can work at all, said where people look when it cannot."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import torch

from backend.contracts.settings import Settings
from backend.contracts.tasks import QUEUE_TRAIN
from backend.store import troubles
from backend.store.database import Database
from worker.machine.device import choose_device


class Unfit(Exception):
    """Something that every job needs is not there; one sentence."""


def role() -> str:
    """The queue that this process serves."""
    return os.environ.get("PAYSAGE_ROLE", QUEUE_TRAIN)


@contextmanager
def reported(database: Database) -> Iterator[None]:
    """Keep what keeps this kind of worker from working in the database, until one works."""
    try:
        yield
    except Exception as error:
        with database.write() as session:
            troubles.report(session, role(), f"The {role()} worker cannot work: {error}")
        raise
    with database.read() as session:
        troubled = troubles.of_queue(session, role())
    if troubled:
        with database.write() as session:
            troubles.clear(session, role())


def fit_device(settings: Settings) -> torch.device:
    """The device to compute on, once all that every job needs is there.

    Raises:
        DeviceMissing, Unfit: It says what is missing and what to do.
    """
    _writable(settings.state_dir, "PAYSAGE_STATE_DIR")
    _readable(settings.data_path)
    return choose_device(settings.device)


def _writable(folder: Path, variable: str) -> None:
    try:
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Unfit(
            f"nothing can be written to {folder} ({error.strerror}); make room there, let this "
            f"user write there, or name another folder in {variable}"
        ) from error


def _readable(folder: Path) -> None:
    if folder.exists() and not (folder.is_dir() and os.access(folder, os.R_OK | os.X_OK)):
        raise Unfit(
            f"the data folder {folder} is no folder that this user can read; "
            "name another one in PAYSAGE_DATA_DIR"
        )
