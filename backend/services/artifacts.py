"""The files a completed run has published."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from backend.contracts.runs import JobPhase
from backend.services.errors import Conflict, NotFound, translated
from backend.services.runs import found
from backend.store.artifacts import Artifacts, StoredFile, files_of
from backend.store.database import Database


class ArtifactName(StrEnum):
    """All names there are; none ever comes from a client."""

    SUBSPACE = "subspace.safetensors"
    RECORD = "record.json"
    EVALUATION = "evaluation.json"
    SCORES = "scores.safetensors"
    STATISTICS = "statistics.safetensors"
    PER_IMAGE = "per_image.safetensors"
    FLIPS = "flips.safetensors"


@dataclass(frozen=True)
class Download:
    content: bytes
    sha256: str


class Downloads:
    def __init__(self, database: Database, artifacts: Artifacts) -> None:
        self._database = database
        self._artifacts = artifacts

    def read(self, run_id: str, name: str) -> Download:
        """One file of a completed run, verified."""
        if name not in list(ArtifactName):
            raise NotFound(
                f"there is no artifact {name[:80]!r}; there are {', '.join(ArtifactName)}"
            )
        with self._database.read() as session:
            file = self._published(session, run_id, name)
        with translated():
            return Download(self._artifacts.read(file), file.sha256)

    def _published(self, session: Session, run_id: str, name: str) -> StoredFile:
        run = found(session, run_id)
        if run.phase is not JobPhase.COMPLETED:
            raise Conflict(f"run {run_id} is {run.phase}; it publishes when it is completed")
        files = files_of(session, run_id)
        if name not in files:
            raise NotFound(f"run {run_id} has published no {name}")
        return files[name]
