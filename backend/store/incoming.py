"""Files that somebody brings, until a run takes them over as its first checkpoint."""

import hashlib
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from backend.store.checkpoints import COPIED, DIGEST_BYTES, MAGIC, payload_of
from backend.store.database import is_id, new_id
from backend.store.durable import sync_folder

CHUNK_BYTES = 2**20
KEPT_SECONDS = 3600
"""A file that lies here longer was left by a process that died."""


@dataclass(frozen=True)
class Received:
    id: str
    sha256: str
    """Of the file as it came, hex."""


class Incoming:
    """A folder beside the runs' checkpoints; files have their format."""

    def __init__(self, checkpoints: Path) -> None:
        self._checkpoints = checkpoints
        self._folder = checkpoints / ".incoming"

    def receive(self, source: BinaryIO) -> Received:
        """Keep what the source holds, piece by piece."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._sweep()
        name = new_id()
        try:
            return Received(name, _write(self._path(name), source))
        except BaseException:
            self.discard(name)
            raise

    def read(self, name: str) -> bytes | None:
        """The file as it came; null where it is gone."""
        return payload_of(self._path(name))

    def hand_over(self, name: str, run_id: str) -> None:
        """Make it the checkpoint that the run starts from; it is not here any more."""
        if not is_id(run_id):
            raise ValueError(f"expected the id of a run, got {run_id!r}")
        folder = self._checkpoints / run_id
        folder.mkdir(parents=True, exist_ok=True)
        self._path(name).rename(folder / f"{COPIED:06d}.checkpoint")
        sync_folder(folder)

    def discard(self, name: str) -> None:
        """Delete a file; one that is gone already is no error."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not is_id(name):
            raise ValueError(f"expected the id of a file, got {name!r}")
        return self._folder / f"{name}.checkpoint"

    def _sweep(self) -> None:
        for path in self._folder.iterdir():
            if time.time() - path.stat().st_mtime > KEPT_SECONDS:
                path.unlink(missing_ok=True)


def _write(path: Path, source: BinaryIO) -> str:
    """Write as a checkpoint, whose digest is known when all is read; gives it, hex."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        file.write(MAGIC + bytes(DIGEST_BYTES))
        while piece := source.read(CHUNK_BYTES):
            digest.update(piece)
            file.write(piece)
        file.seek(len(MAGIC))
        file.write(digest.digest())
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()
