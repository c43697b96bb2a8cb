"""Laws of checkpoints: the newest whole one is found, whatever happened while writing."""

from pathlib import Path

import pytest

from backend.store.checkpoints import Checkpoints
from tests.backend.store.power_cuts import cuts

OLD, NEW = "0123456789ab", "ba9876543210"


@pytest.fixture
def checkpoints(tmp_path: Path) -> Checkpoints:
    return Checkpoints(tmp_path / "checkpoints")


def files(checkpoints: Checkpoints, run_id: str = OLD) -> list[Path]:
    return sorted((checkpoints.root / run_id).iterdir())


def test_the_newest_attempt_counts_and_the_others_go(checkpoints: Checkpoints) -> None:
    assert checkpoints.latest(OLD) is None
    for attempt, payload in ((1, b"a"), (1, b"b"), (2, b"c"), (10, b"d")):
        checkpoints.write(OLD, attempt, payload)
        assert checkpoints.latest(OLD) == payload
        assert len(files(checkpoints)) == 1


def test_a_stale_attempt_is_outranked(checkpoints: Checkpoints) -> None:
    checkpoints.write(OLD, 2, b"current")
    checkpoints.write(OLD, 1, b"stale")
    assert checkpoints.latest(OLD) == b"current"


@pytest.mark.parametrize("damage", [b"", b"paysage", b"other magic" + bytes(90), None])
def test_a_damaged_file_is_passed_over(checkpoints: Checkpoints, damage: bytes | None) -> None:
    checkpoints.write(OLD, 1, b"whole")
    (path,) = files(checkpoints)
    whole = path.read_bytes()
    path.with_name("000002.checkpoint").write_bytes(whole[:-1] if damage is None else damage)
    assert checkpoints.latest(OLD) == b"whole"


def test_a_power_cut_leaves_the_old_or_the_new(
    checkpoints: Checkpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoints.write(OLD, 1, b"old")
    seen = []
    for _ in cuts(monkeypatch, lambda: checkpoints.write(OLD, 2, b"new")):
        seen.append(checkpoints.latest(OLD))
    assert set(seen) == {b"old", b"new"}
    assert seen == sorted(seen, reverse=True)
    checkpoints.write(OLD, 3, b"after")
    assert [path.name for path in files(checkpoints)] == ["000003.checkpoint"]


def test_a_retry_starts_where_the_old_run_ended(checkpoints: Checkpoints) -> None:
    assert not checkpoints.copy(OLD, NEW)
    checkpoints.write(OLD, 3, b"state")
    assert checkpoints.copy(OLD, NEW)
    checkpoints.remove(OLD)
    checkpoints.remove(OLD)
    assert (checkpoints.latest(OLD), checkpoints.latest(NEW)) == (None, b"state")
    checkpoints.write(NEW, 1, b"further")
    assert checkpoints.latest(NEW) == b"further"


def test_odd_ids_lead_nowhere(checkpoints: Checkpoints) -> None:
    assert checkpoints.latest("../../etc") is None
    for write in (lambda: checkpoints.write("..", 1, b""), lambda: checkpoints.remove("..")):
        with pytest.raises(ValueError, match="id of a run"):
            write()
