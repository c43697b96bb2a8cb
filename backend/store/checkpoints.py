"""Checkpoints of running trainings: one file per run and attempt, the newest whole one counts."""

import hashlib
import shutil
from pathlib import Path

from backend.store.database import is_id
from backend.store.durable import replace_durably

MAGIC = b"paysage checkpoint 1\n"
DIGEST_BYTES = 32
COPIED = 0
"""Attempt under which a retry finds the checkpoint of the run before it."""


class Checkpoints:
    """A folder per run with `<attempt>.checkpoint`: magic, sha256 of the payload, payload."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, run_id: str, attempt: int, payload: bytes) -> None:
        """Replace the attempt's checkpoint durably, then remove those of earlier attempts.

        A stale attempt can only write under its own, lower number, which the newer one outranks.
        """
        folder = self._folder(run_id)
        folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(payload).digest()
        replace_durably(folder / f"{attempt:06d}.checkpoint", MAGIC + digest + payload)
        for path in folder.iterdir():
            if path.name < f"{attempt:06d}":
                path.unlink(missing_ok=True)

    def latest(self, run_id: str) -> bytes | None:
        """Payload of the newest attempt whose file is whole; null when there is none."""
        if not is_id(run_id):
            return None
        newest_first = sorted(self._folder(run_id).glob("*.checkpoint"), reverse=True)
        return next(filter(None, map(payload_of, newest_first)), None)

    def copy(self, old_run: str, new_run: str) -> bool:
        """Let a new run start where an old one ended; false where the old one left nothing."""
        payload = self.latest(old_run)
        if payload is None:
            return False
        self.write(new_run, COPIED, payload)
        return True

    def remove(self, run_id: str) -> None:
        """Delete all checkpoints of a run; none is no error."""
        shutil.rmtree(self._folder(run_id), ignore_errors=True)

    def _folder(self, run_id: str) -> Path:
        if not is_id(run_id):
            raise ValueError(f"expected the id of a run, got {run_id!r}")
        return self.root / run_id


def payload_of(path: Path) -> bytes | None:
    """What a file of ours holds; null where it is torn, foreign or gone."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    start = len(MAGIC) + DIGEST_BYTES
    digest, payload = content[len(MAGIC) : start], content[start:]
    whole = content.startswith(MAGIC) and hashlib.sha256(payload).digest() == digest
    return payload if whole else None
