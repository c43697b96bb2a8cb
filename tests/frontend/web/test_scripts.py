"""The page's scripts, run by node where there is one."""

import subprocess
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent / "scripts"


@pytest.mark.parametrize("path", sorted(SCRIPTS.rglob("*.test.js")), ids=lambda path: path.stem)
def test_script(path: Path, node: str) -> None:
    run = subprocess.run(
        [node, "--test", "--test-reporter=tap", path], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr
