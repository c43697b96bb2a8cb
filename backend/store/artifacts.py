"""Published files: durable before anybody hears of them, verified whenever they are read."""

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.contracts.runs import JobPhase
from backend.store.database import is_id
from backend.store.durable import sync_folder, write_durably
from backend.store.errors import ArtifactDamaged, ArtifactMissing
from backend.store.tables import ArtifactRow, EvaluationRow, RunRow

MANIFEST = "manifest.json"
CRASHED_SECONDS = 3600.0
"""How long a folder lies still before it counts as left behind."""
Content = bytes | Callable[[Path], None]
"""The bytes themselves, or what writes them to a path."""


@dataclass(frozen=True)
class StoredFile:
    """One published file; it counts as published once its row is committed."""

    run_id: str
    name: str
    sha256: str
    size: int
    """Bytes."""
    folder: str


def files_of(session: Session, run_id: str) -> dict[str, StoredFile]:
    """The run's committed files by name; empty for an unknown run."""
    if not is_id(run_id):
        return {}
    rows = session.scalars(select(ArtifactRow).where(ArtifactRow.run_id == run_id))
    return {
        row.name: StoredFile(row.run_id, row.name, row.sha256, row.size, row.folder) for row in rows
    }


class Artifacts:
    """The folder that holds one folder per run and attempt."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def publish(
        self, run_id: str, attempt: int, files: Mapping[str, Content], *, job: str = ""
    ) -> list[StoredFile]:
        """Make files durable under a name of this attempt alone, all or none of them.

        Written beside, synced, listed with hash and size in a manifest, then renamed. The caller
        commits their rows (`finish_run`); until then no reader finds them.

        Args:
            run_id: That they belong to.
            attempt: Of the training, or of the job.
            files: By name.
            job: What made them, where it was not the training.
        """
        folder = _checked("-".join(part for part in (run_id, job, str(attempt)) if part))
        beside = self.root / f"{folder}.{token_hex(4)}.partial"
        beside.mkdir(parents=True)
        stored = [_write(beside, run_id, folder, _checked(name), files[name]) for name in files]
        manifest = json.dumps({"files": [asdict(file) for file in stored]}, indent=1)
        write_durably(beside / MANIFEST, manifest.encode())
        sync_folder(beside)
        self._rename(beside, self.root / folder)
        return stored

    def _rename(self, beside: Path, final: Path) -> None:
        # Only this same attempt can have published before; its rows were never committed.
        self.remove(final.name)
        beside.rename(final)
        sync_folder(self.root)

    def read(self, file: StoredFile) -> bytes:
        """The bytes, as they were published.

        Raises:
            ArtifactMissing: there is no such file.
            ArtifactDamaged: its bytes are others.
        """
        return self.path(file).read_bytes()

    def path(self, file: StoredFile) -> Path:
        """Where the file lies; its bytes were just verified, with the errors of `read`."""
        path = self.root / _checked(file.folder) / _checked(file.name)
        if not path.is_file():
            raise ArtifactMissing(file.name, file.folder)
        found = _sha256(path)
        if found != file.sha256:
            raise ArtifactDamaged(file.name, file.folder, file.sha256, found)
        return path

    def remove(self, folder: str) -> None:
        """Delete a folder of files; one that is gone already is no error."""
        if not (self.root / _checked(folder)).is_dir():
            return
        # Renamed first: a half deleted folder never stands under its name.
        doomed = self.root / f"{folder}.{token_hex(4)}.partial"
        (self.root / folder).rename(doomed)
        shutil.rmtree(doomed)

    def sweep(self, session: Session, older_than_seconds: float = CRASHED_SECONDS) -> None:
        """Delete what crashed attempts left: folders that no row names and nobody works on.

        Age alone protects what a run has published whose end is being committed.
        """
        long_ago = time.time() - older_than_seconds
        busy = _under_way(session)  # asked first: whoever ends between the two is named then
        named = set(session.scalars(select(ArtifactRow.folder)))
        for path in self.root.glob("*"):
            if path.name in named or path.name.partition("-")[0] in busy:
                continue
            with suppress(FileNotFoundError):  # renamed by whoever wrote it
                if path.stat().st_mtime < long_ago:
                    shutil.rmtree(path)


def _under_way(session: Session) -> set[str]:
    """Ids of runs that are trained or evaluated now."""
    training = select(RunRow.id).where(RunRow.phase == JobPhase.RUNNING)
    evaluated = select(EvaluationRow.run_id).where(EvaluationRow.phase == JobPhase.RUNNING)
    return {*session.scalars(training), *session.scalars(evaluated)}


def _write(beside: Path, run_id: str, folder: str, name: str, content: Content) -> StoredFile:
    path = beside / name
    if isinstance(content, bytes):
        write_durably(path, content)
    else:
        content(path)
        with path.open("rb") as written:
            os.fsync(written.fileno())
    return StoredFile(run_id, name, _sha256(path), path.stat().st_size, folder)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checked(name: str) -> str:
    """The name, if it cannot lead out of its folder."""
    if not re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,79}", name):
        raise ValueError(f"expected a plain file name (letters, digits, _ . -), got {name!r}")
    return name
