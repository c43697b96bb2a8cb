"""The installer takes the build of torch for this machine, and pip's where that cannot be had."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

INSTALLER = Path(__file__).parents[1] / "requirements" / "install.py"
TORCH = "torch==2.13.0"


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """With commands that note what they are asked in place of uv and pip."""
    spec = importlib.util.spec_from_file_location("install", INSTALLER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "UV", noting(tmp_path / "uv", 0))
    monkeypatch.setattr(module, "PIP", noting(tmp_path / "pip", 0, '{"install": []}'))
    return module


def noting(file: Path, code: int, answer: str = "") -> list[str]:
    """A command that appends its arguments to `file`, prints, and ends with `code`."""
    script = (
        "import sys; from pathlib import Path; file = Path(sys.argv[1]); "
        "file.open('a').write(' '.join(sys.argv[2:]) + chr(10)); "
        f"print({answer!r}); sys.exit({code})"
    )
    return [sys.executable, "-c", script, str(file)]


def asked(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


def test_uv_takes_the_build_for_this_machine(installer: ModuleType, tmp_path: Path) -> None:
    build = installer.build_for_this_machine(TORCH)
    installer.packages(TORCH, build=build)
    assert asked(tmp_path / "uv")[-1] == f"--torch-backend auto {TORCH}"
    assert asked(tmp_path / "pip") == []


def test_pip_takes_its_default_where_the_index_is_out_of_reach(
    installer: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(installer, "UV", noting(tmp_path / "uv", 2))
    build = installer.build_for_this_machine(TORCH)
    installer.packages(TORCH, build=build)
    assert "cannot be reached: taking pip's" in capsys.readouterr().out
    assert asked(tmp_path / "pip")[-1] == f"install {TORCH}"
    assert len(asked(tmp_path / "uv")) == 1


def test_pip_goes_on_where_uv_fails(
    installer: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installer, "UV", noting(tmp_path / "uv", 1))
    installer.packages("-r", "lock.txt")
    assert asked(tmp_path / "pip") == ["install -r lock.txt"]


@pytest.mark.parametrize(
    ("address", "said"), [("torch-2.13.0+cpu.whl", "350 MB"), ("torch-2.13.0.whl", "3 GB")]
)
def test_size_is_of_what_pip_would_take(
    installer: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    said: str,
) -> None:
    report = json.dumps({"install": [{"download_info": {"url": address}}]})
    monkeypatch.setattr(installer, "PIP", noting(tmp_path / "pip", 0, report))
    monkeypatch.setattr(installer.platform, "system", lambda: "Linux")
    assert said in installer.size_from_pip(TORCH)


def test_an_unsupported_python_is_refused_in_a_sentence() -> None:
    script = (
        "import runpy, sys; sys.version_info = (3, 9, 0); "
        f"runpy.run_path({str(INSTALLER)!r}, run_name='__main__')"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "needs Python 3.11 to 3.14" in done.stderr
    assert "Traceback" not in done.stderr
