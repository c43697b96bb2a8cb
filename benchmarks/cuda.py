"""The whole way on a GPU: `python -m benchmarks.cuda`.

Starts the application, whose Celery workers compute on CUDA; trains a ResNet-20 subspace, computes
its grid, answers clicks. Where torch finds no GPU, it says that nothing was verified on one.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import torch

from backend.contracts.landscapes import LandscapeRequest
from backend.contracts.predictions import PredictionRequest, Sample
from backend.contracts.recipes import Recipe
from backend.contracts.runs import JobPhase, RunRequest
from frontend.client import ApiClient

NOT_VERIFIED = "not verified on a GPU: torch finds no CUDA device here"
PATIENCE = 1800.0
CLICKS = 20
RECIPE = Recipe(
    dataset="mnist", network="resnet20", method="simplex", epochs=1, options={"vertices": 3}
)
GRID = LandscapeRequest(resolution=17)


@dataclass(frozen=True)
class Measured:
    device: str
    steps_per_second: float
    points_per_second: float
    click_seconds: float
    """Median, from the request to the answer."""

    def __str__(self) -> str:
        return (
            f"{self.device}: {self.steps_per_second:.1f} steps/s, {self.points_per_second:.2f} "
            f"points/s, a click {1e3 * self.click_seconds:.0f} ms"
        )


@contextmanager
def application(device: str, state_dir: Path) -> Iterator[ApiClient]:
    """All services with their workers on `device`."""
    command = [sys.executable, "-m", "frontend.cli", "up", "--state-dir", str(state_dir)]
    process = subprocess.Popen(
        [*command, "--json", "--port", "0"],
        env=os.environ | {"PAYSAGE_DEVICE": device},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        started = json.loads(process.stdout.readline())
        with ApiClient(started["url"], started["token"]) as client:
            yield client
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=90)


def wait(phase: Callable[[], JobPhase]) -> None:
    """Until a job is completed."""
    end = time.monotonic() + PATIENCE
    while (now := phase()) is not JobPhase.COMPLETED:
        if now.terminal or time.monotonic() > end:
            raise RuntimeError(f"expected a completed job within {PATIENCE:.0f} s, it is {now}")
        time.sleep(0.1)


def click_seconds(client: ApiClient, run: str) -> float:
    started = time.perf_counter()
    client.predict(run, PredictionRequest(sample=Sample(count=8)))
    return time.perf_counter() - started


def measure(client: ApiClient, recipe: Recipe, grid: LandscapeRequest) -> Measured:
    """Train, look, click."""
    run = client.create_run(RunRequest(recipe=recipe, name="A whole way")).id
    wait(lambda: client.run(run).phase)
    record = json.loads(client.artifact(run, "record.json"))
    steps = record["gradient_evaluations"] / recipe.training.batch_size
    for default in client.landscapes(run):
        wait(lambda landscape=default.id: client.landscape(landscape).phase)
    started = time.perf_counter()
    landscape = client.create_landscape(run, grid).id
    wait(lambda: client.landscape(landscape).phase)
    seconds = time.perf_counter() - started
    click_seconds(client, run)  # the first one loads the run
    return Measured(
        device=record["device"],
        steps_per_second=steps / record["seconds"],
        points_per_second=client.landscape(landscape).total_points / seconds,
        click_seconds=median(click_seconds(client, run) for _ in range(CLICKS)),
    )


def main() -> None:
    if not torch.cuda.is_available():
        print(NOT_VERIFIED)
        return
    with tempfile.TemporaryDirectory() as folder, application("cuda", Path(folder)) as client:
        print(f"torch {torch.__version__}, {measure(client, RECIPE, GRID)}")


if __name__ == "__main__":
    main()
