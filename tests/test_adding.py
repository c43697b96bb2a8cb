"""Carries out the recipes of `docs/architecture.md` on a copy of the product."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "architecture.md"
MOST = {
    "A method": 3,
    "A metric of the map": 4,
    "A data set": 1,
    "A route": 5,
    "A panel with a question of its own": 6,
}
"""Files of the product; a panel has two scripts besides."""
STEP = re.compile(
    r"^`(?P<file>[\w/.]+)`, (?P<how>new|after|in place of)(?: `(?P<anchor>[^`]+)`)?:\n\n"
    r"```(?:python|text)\n(?P<code>.*?)```",
    re.MULTILINE | re.DOTALL,
)
WORKS = """
from backend.api.main import create_service, make_services
from backend.contracts.catalog import catalog
from backend.contracts.landscapes import LandscapeRequest
from backend.contracts.settings import Settings
from backend.store.database import Database
from tests.worker.contexts import random_context
from tests.worker.training.tiny import OPTIONS, tiny_recipe, trained
from worker.datasets import load
from worker.jobs.questions import HANDLERS
from worker.landscape.grid import evaluate_tile, survey
from worker.landscape.profile import profile

OPTIONS["pair"] = {}
recipe = tiny_recipe("pair")
trainer, _ = trained(recipe)
assert len(trainer.subspace().vertices) == recipe.vertex_count == 2

request = LandscapeRequest(resolution=9)
context = random_context("line", 2)
update = evaluate_tile(context, request, survey(context, request), [(0, 0)])
assert 0.25 <= update.values["confidence"][0] <= 1
assert len(profile(context, request).trail.confidence) > 2
assert "confidence" in [entry.name for entry in catalog().map_metrics]

assert len(load("shifted_mnist", {"augment": True}, Path(folder)).test.images) == 10_000

services = make_services(Settings(), Database(Settings().database))
paths = create_service(services).openapi()["paths"]
assert paths.keys() >= {"/api/v1/counts", "/api/v1/runs/{run_id}/vertices"}
assert HANDLERS["vertex_count"].reply(vertices=2).vertices == 2
"""


class Step(NamedTuple):
    file: str
    how: str
    anchor: str
    code: str


def recipes() -> dict[str, list[Step]]:
    parts = re.split(r"^### ", DOCUMENT.read_text(), flags=re.MULTILINE)[1:]
    return {
        part.partition("\n")[0]: [
            Step(m["file"], m["how"], m["anchor"] or "", m["code"]) for m in STEP.finditer(part)
        ]
        for part in parts
    }


def steps() -> Iterator[Step]:
    for each in recipes().values():
        yield from each


def carry_out(step: Step, root: Path) -> None:
    file = root / step.file
    if step.how == "new":
        assert not file.exists(), f"{step.file} is not new"
        file.write_text(step.code)
        return
    text = file.read_text()
    assert text.count(f"{step.anchor}\n") >= 1, f"{step.file} has no line {step.anchor!r}"
    kept = step.anchor if step.how == "after" else ""
    lines = f"{step.anchor}\n", f"{kept}\n{step.code}" if kept else step.code
    file.write_text(text.replace(*lines, 1))


def test_recipes_touch_few_files() -> None:
    touched = {name: len({step.file for step in each}) for name, each in recipes().items()}
    assert touched.keys() == MOST.keys()
    assert all(0 < touched[name] <= most for name, most in MOST.items()), touched


def test_recipes_work_together(tmp_path: Path) -> None:
    for package in ("backend", "worker", "tests"):
        ignored = shutil.ignore_patterns("__pycache__", "mnist_files", "frontend", "end_to_end")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    digits = "worker/datasets/mnist_files"
    (tmp_path / digits).symlink_to(ROOT / digits)
    for step in steps():
        carry_out(step, tmp_path)
    code = f"from pathlib import Path\nfolder = {str(tmp_path / 'data')!r}\n{WORKS}"
    settings = {"PAYSAGE_STATE_DIR": str(tmp_path / "state"), "PYTHONPATH": str(tmp_path)}
    settings["PAYSAGE_REDIS_URL"] = "redis://127.0.0.1:1"
    subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        env=os.environ | settings,
        check=True,
        timeout=200,
    )


@pytest.mark.parametrize("step", list(steps()), ids=lambda step: step.file)
def test_what_is_touched_is_there(step: Step) -> None:
    assert (ROOT / step.file).parent.is_dir()
    assert (ROOT / step.file).exists() == (step.how != "new")
