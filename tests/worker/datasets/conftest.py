"""Data sets that are here, and ones that nobody can download."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from worker.datasets.vision import datasets


@pytest.fixture
def real_data() -> Callable[[str], Path]:
    """Gives the folder of real data sets, or skips where it lacks a file."""

    def folder(file: str) -> Path:
        named = os.environ.get("PAYSAGE_DATA_DIR")
        path = Path(named) if named else Path.home() / ".cache" / "paysage" / "data"
        if not (path / file).exists():
            pytest.skip(f"{path / file} is not on this machine; unpack the data sets there")
        return path

    return folder


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every download fails at once."""

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise URLError("no route to host")

    monkeypatch.setattr(datasets.utils, "_urlretrieve", refuse)
    monkeypatch.setattr(datasets.utils, "_get_redirect_url", lambda url, max_hops: url)
