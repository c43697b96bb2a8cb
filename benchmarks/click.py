"""Time from a click's HTTP request to its answer, with and without a training beside it.

Run as `python -m benchmarks.click`. Starts the whole application in a folder of its own, trains a
curve of MLPs for an epoch, then asks 24 images x 32 members (and one point with its loss over the
whole split) again and again. The split says where the worker's time went; the rest is transport.
"""

import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, quantiles

from backend.contracts.predictions import Point, PredictionRequest, Sample
from backend.contracts.recipes import Recipe
from backend.contracts.runs import JobPhase, Run, RunRequest
from frontend.client import ApiClient

CLICKS = 100
WARM_UP = 5
CURVE = Recipe(dataset="mnist", network="mlp", method="bezier", epochs=1)
LONG = Recipe(dataset="mnist", network="mlp", method="bezier", epochs=400, seed=1)
REQUESTS = {
    "24 images x 32 members": PredictionRequest(sample=Sample(), images=False),
    "one point, 24 images and the whole split": PredictionRequest(point=Point(t=0.4), images=False),
}


@contextmanager
def application() -> Iterator[ApiClient]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "frontend.cli", "up", "--state-dir", folder]
        process = subprocess.Popen(
            [*command, "--port", "0", "--json"], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        try:
            started = json.loads(process.stdout.readline())
            with ApiClient(started["url"], started["token"]) as client:
                yield client
        finally:
            process.terminate()
            process.communicate(timeout=60)


def wait_for(client: ApiClient, run: Run, *phases: JobPhase) -> None:
    while client.run(run.id).phase not in phases:
        time.sleep(0.2)


def steps_done(client: ApiClient, run: Run) -> int:
    progress = client.run(run.id).progress
    return progress.step if progress else 0


def until_landscape_is_done(client: ApiClient, run: Run) -> None:
    while not all(one.phase.terminal for one in client.landscapes(run.id)):
        time.sleep(0.5)


def show(title: str, client: ApiClient, run: Run) -> None:
    print(f"{title}; ms, median (p95) of {CLICKS} clicks")
    for name, request in REQUESTS.items():
        for _ in range(WARM_UP):
            client.predict(run.id, request)
        walls, parts = [], []
        for _ in range(CLICKS):
            started = time.perf_counter()
            prediction = client.predict(run.id, request)
            walls.append(time.perf_counter() - started)
            parts.append(prediction.timings)
        split = ", ".join(
            f"{part} {1e3 * median(timing[part] for timing in parts):.1f}" for part in parts[0]
        )
        p95 = quantiles(walls, n=20)[-1]
        print(f"  {name}: {1e3 * median(walls):.0f} ({1e3 * p95:.0f}); of it {split}")


def main() -> None:
    print(f"click to answer, {platform.processor() or platform.machine()}")
    with application() as client:
        curve = client.create_run(RunRequest(recipe=CURVE))
        wait_for(client, curve, JobPhase.COMPLETED)
        until_landscape_is_done(client, curve)
        show("nothing else runs", client, curve)
        training = client.create_run(RunRequest(recipe=LONG))
        while not steps_done(client, training):
            time.sleep(0.2)
        show("a training runs in the other worker", client, curve)
        done = steps_done(client, training)
        print(f"  (the training did {done} steps meanwhile)")
        client.cancel_run(training.id)


if __name__ == "__main__":
    main()
