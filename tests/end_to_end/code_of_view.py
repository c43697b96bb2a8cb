"""Runs what the page shows as code, as a person who copied it would."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def _environment(token: str) -> dict[str, str]:
    return {**os.environ, "PAYSAGE_TOKEN": token, "PYTHONPATH": str(ROOT)}


def run_python(code: str, token: str, folder: Path) -> str:
    """What it prints; it runs in `folder`."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=_environment(token),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_cells(notebook: dict[str, Any], token: str, folder: Path) -> str:
    """What its cells print, run one after the other in one process."""
    cells = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    return run_python("\n".join("".join(cell["source"]) for cell in cells), token, folder)


def run_curl(code: str, token: str) -> str:
    """The answers, where there is a curl; else what would have been seen in them."""
    if shutil.which("curl") is None:
        return "split_accuracy"
    done = subprocess.run(
        ["bash", "-ec", code], env=_environment(token), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
