"""Laws of published files."""

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from backend.contracts.runs import JobPhase
from backend.store import evaluations, jobs
from backend.store.artifacts import MANIFEST, Artifacts, StoredFile, files_of
from backend.store.database import Database
from backend.store.errors import ArtifactDamaged, ArtifactMissing
from tests.backend.store.power_cuts import cuts
from tests.backend.store.stories import claimed, queued

RUN = "0123456789ab"
FILES = {"record.json": b"{}", "subspace.safetensors": bytes(range(256)) * 64}


@pytest.fixture
def artifacts(tmp_path: Path) -> Artifacts:
    return Artifacts(tmp_path / "artifacts")


def test_what_is_published_is_read(artifacts: Artifacts) -> None:
    stored = artifacts.publish(RUN, 1, FILES)
    assert {file.name: artifacts.read(file) for file in stored} == FILES
    assert {file.name: file.size for file in stored} == {n: len(c) for n, c in FILES.items()}


def test_a_writer_may_write_the_file_itself(artifacts: Artifacts) -> None:
    (stored,) = artifacts.publish(RUN, 1, {"big": lambda path: path.write_bytes(b"abc") and None})
    assert (stored.sha256, stored.size) == (hashlib.sha256(b"abc").hexdigest(), 3)


def test_files_count_once_their_rows_are_committed(
    artifacts: Artifacts, database: Database
) -> None:
    claim = claimed(database, queued(database).id)
    stored = artifacts.publish(claim.run.id, claim.attempt, FILES)
    with database.read() as session:
        assert files_of(session, claim.run.id) == {}
    with database.write() as session:
        jobs.finish_run(session, claim, JobPhase.COMPLETED, artifacts=stored)
    with database.read() as session:
        found = files_of(session, claim.run.id)
    assert found == {file.name: file for file in stored}
    assert artifacts.read(found["record.json"]) == b"{}"


def test_attempts_do_not_overwrite_each_other(artifacts: Artifacts) -> None:
    (old,) = artifacts.publish(RUN, 1, {"record.json": b"old"})
    (new,) = artifacts.publish(RUN, 2, {"record.json": b"new"})
    assert (artifacts.read(old), artifacts.read(new)) == (b"old", b"new")


def test_an_attempt_that_publishes_again_replaces_its_own(artifacts: Artifacts) -> None:
    artifacts.publish(RUN, 1, {"record.json": b"old"})
    (again,) = artifacts.publish(RUN, 1, {"record.json": b"new"})
    assert artifacts.read(again) == b"new"


def test_damage_is_found(artifacts: Artifacts) -> None:
    stored = {file.name: file for file in artifacts.publish(RUN, 1, FILES)}
    path = artifacts.path(stored["subspace.safetensors"])
    path.write_bytes(b"\x01" + path.read_bytes()[1:])
    with pytest.raises(ArtifactDamaged, match="sha256"):
        artifacts.read(stored["subspace.safetensors"])
    artifacts.remove(f"{RUN}-1")
    with pytest.raises(ArtifactMissing, match="backup"):
        artifacts.read(stored["record.json"])


@pytest.mark.parametrize("odd", ["", ".", "..", "../x", "a/b", ".hidden", "a\x00b", "x" * 81])
def test_names_cannot_lead_out_of_the_folder(artifacts: Artifacts, odd: str) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        artifacts.publish(RUN, 1, {odd: b""})
    with pytest.raises(ValueError, match="plain file name"):
        artifacts.remove(odd)
    file = StoredFile(RUN, "record.json", "0" * 64, 0, f"{RUN}-1")
    for changed in (replace(file, name=odd), replace(file, folder=odd)):
        with pytest.raises(ValueError, match="plain file name"):
            artifacts.read(changed)


def test_a_power_cut_leaves_all_files_or_none(
    artifacts: Artifacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = artifacts.root / f"{RUN}-1"
    seen = []
    for _ in cuts(monkeypatch, lambda: artifacts.publish(RUN, 1, FILES) and None):
        seen.append(folder.is_dir())
        if folder.is_dir():
            listed = json.loads((folder / MANIFEST).read_bytes())["files"]
            assert {f["name"]: artifacts.read(StoredFile(**f)) for f in listed} == FILES
    assert len(seen) > 8
    assert (seen[0], seen[-1]) == (False, True)


def test_a_sweep_removes_what_crashes_left_and_nothing_else(
    artifacts: Artifacts, database: Database
) -> None:
    done, live, evaluated, failed = (claimed(database, queued(database).id) for _ in range(4))
    stored = artifacts.publish(done.run.id, 1, {"record.json": b"committed"})
    with database.write() as session:
        jobs.finish_run(session, done, JobPhase.COMPLETED, artifacts=stored)
        jobs.finish_run(session, evaluated, JobPhase.COMPLETED)
        jobs.finish_run(session, failed, JobPhase.FAILED)
        evaluations.put(session, evaluated.run.id)
        assert evaluations.claim(session, evaluated.run.id, "worker", 60)
    kept = {
        stored[0].folder,
        f"{live.run.id}-1",
        f"{live.run.id}-2.0123.partial",
        f"{evaluated.run.id}-evaluation-1",
    }
    crashed = {f"{failed.run.id}-1", f"{done.run.id}-2.4567.partial", f"{RUN}-1"}
    for name in kept | crashed:
        (artifacts.root / name).mkdir(exist_ok=True)
        os.utime(artifacts.root / name, (0, 0))
    artifacts.publish(RUN, 3, {"record.json": b"just now"})
    with database.read() as session:
        artifacts.sweep(session)
    assert {path.name for path in artifacts.root.iterdir()} == {*kept, f"{RUN}-3"}


def test_a_sweep_of_nothing_is_no_error(artifacts: Artifacts, database: Database) -> None:
    with database.read() as session:
        artifacts.sweep(session)
