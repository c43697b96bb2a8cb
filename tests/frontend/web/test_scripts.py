"""What the page's scripts say, without a browser."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from backend.contracts.catalog import catalog
from tests.frontend.web.landscapes import landscapes
from tests.frontend.web.node import NODE

SCRIPTS = Path(__file__).parent / "scripts"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What scripts learn of the service: the environment of their tests."""
    folder = tmp_path_factory.mktemp("known")
    said = {"CATALOG": catalog().model_dump_json(), "LANDSCAPES": json.dumps(landscapes())}
    for name, content in said.items():
        (folder / name).write_text(content)
    return {**os.environ, **{name: str(folder / name) for name in said}}


@pytest.mark.parametrize("path", sorted(SCRIPTS.rglob("*.test.js")), ids=lambda path: path.stem)
def test_script(path: Path, known: dict[str, str]) -> None:
    command = [NODE, "--test", "--test-reporter=tap", path]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=known)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr
