"""The state folder is private and usable, or refused in one sentence."""

import stat
from pathlib import Path

import pytest

from frontend import state_folder


def test_it_is_made_for_this_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "state"
    state_folder.prepare(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_file_is_no_state_folder(tmp_path: Path) -> None:
    file = tmp_path / "state"
    file.touch()
    with pytest.raises(state_folder.FolderRefused, match=r"it is a file.*--state-dir"):
        state_folder.prepare(file)
    with pytest.raises(state_folder.FolderRefused, match="not a directory"):
        state_folder.prepare(file / "below")


def test_a_folder_that_takes_no_files_is_refused() -> None:
    with pytest.raises(state_folder.FolderRefused, match="cannot be used"):
        state_folder.prepare(Path("/proc/self/state"))


def test_one_holds_it_at_a_time(tmp_path: Path) -> None:
    assert state_folder.lock(tmp_path) is not None
    assert state_folder.lock(tmp_path) is None


def test_a_missing_data_folder_is_none_to_refuse(tmp_path: Path) -> None:
    state_folder.check_data(tmp_path / "datasets")
    (tmp_path / "datasets").touch()
    with pytest.raises(state_folder.FolderRefused, match="PAYSAGE_DATA_DIR"):
        state_folder.check_data(tmp_path / "datasets")
