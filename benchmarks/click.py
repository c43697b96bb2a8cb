"""Seconds from a click's HTTP request to its answers, through the whole application.

Run as `python -m benchmarks.click [DATASET/NETWORK[,OPTION=VALUE...] ...]`, for example
`cifar10/resnet20 cifar10/resnet20,norm=batch`; the quick networks by default. Data sets that do not
come with the product lie in PAYSAGE_DATA_DIR. Each network is trained for a few steps, then its map
is clicked again and again: while map and evaluation are worked out, when nothing else runs, and
beside a training. The first answer is about 24 images; the whole one has the figures of all test
images, too. Every click is at a place that nobody asked about before; the first one is cold: it
opens the run.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from statistics import median
from typing import NamedTuple

from backend.contracts.predictions import Point, PredictionRequest, Sample
from backend.contracts.recipes import Recipe
from backend.contracts.runs import JobPhase, Run, RunRequest
from frontend.client import ApiClient
from frontend.recipe_arguments import assigned, checked

QUICK = ["mnist/mlp", "mnist/mlp,norm=batch", "mnist/cnn"]
CLICKS = 20
PATIENCE = 90.0
"""Seconds of clicking after which no further click is begun."""
LONG = Recipe(dataset="mnist", network="mlp", method="bezier", epochs=400, seed=1)
ALL_OVER = PredictionRequest(sample=Sample(), images=False)


class Answered(NamedTuple):
    """Seconds since the request."""

    first: float
    whole: float


def recipe_of(named: str, method: str) -> Recipe:
    """Of data set, network and its options in words; 2,048 images, which batch statistics take."""
    place, *options = named.split(",")
    dataset, _, network = place.partition("/")
    parts = {"dataset": dataset, "network": network, "method": method, "epochs": 1}
    asked = ["dataset.training_examples=2048", *(f"network.{option}" for option in options)]
    return checked(Recipe, parts | assigned(asked))


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


def trained(client: ApiClient, recipe: Recipe) -> Run:
    run = client.create_run(RunRequest(recipe=recipe))
    while not run.phase.terminal:
        time.sleep(0.2)
        run = client.run(run.id)
    if run.phase is not JobPhase.COMPLETED:
        raise SystemExit(f"{run.phase}: {run.failure.sentence if run.failure else 'no reason'}")
    return run


def until_idle(client: ApiClient, seconds: float) -> bool:
    """Whether all maps and evaluations have ended in that time."""
    end = time.monotonic() + seconds
    while (status := client.status()).maps or status.evaluations:
        if time.monotonic() > end:
            return False
        time.sleep(0.5)
    return True


def places(client: ApiClient, run: Run) -> Iterator[Point]:
    """Anywhere on the map, once it knows where its plane lies."""
    while (landscape := client.landscapes(run.id)[0]).geometry is None:
        time.sleep(0.1)
    chance, plane = Random(0), landscape.geometry
    while True:
        x, y = (chance.uniform(axis[0], axis[-1]) for axis in (plane.x, plane.y))
        yield Point(landscape=landscape.id, x=x, y=y)


def click(client: ApiClient, run: Run, place: Point) -> Answered:
    """Ask as the page does: the same question until nothing of the answer is missing."""
    request = PredictionRequest(point=place, images=False, early=True)
    times: list[float] = []
    began, progress = time.perf_counter(), True
    while progress:
        progress = client.predict(run.id, request).progress is not None
        times.append(time.perf_counter() - began)
    return Answered(times[0], times[-1])


def clicks(client: ApiClient, run: Run, somewhere: Iterator[Point], most: int) -> list[Answered]:
    end = time.monotonic() + PATIENCE
    found = [click(client, run, next(somewhere))]
    while len(found) < most and time.monotonic() < end:
        found.append(click(client, run, next(somewhere)))
    return found


def show(when: str, found: list[Answered]) -> None:
    first, whole = ([getattr(each, name) for each in found] for name in Answered._fields)
    several = f", median (worst) of {len(found)}" if len(found) > 1 else ""
    seconds = " / ".join(f"{median(each):.2f} ({max(each):.2f})" for each in (first, whole))
    print(f"  {when}{several}: {seconds}; load {os.getloadavg()[0]:.1f}", flush=True)


def measure(client: ApiClient, named: str, given: argparse.Namespace) -> None:
    print(f"{named}, {given.method}: seconds to the first / the whole answer", flush=True)
    run = trained(client, recipe_of(named, given.method))
    somewhere = places(client, run)
    show("cold, beside map and evaluation", clicks(client, run, somewhere, 1))
    show("warm, beside map and evaluation", clicks(client, run, somewhere, given.clicks))
    if until_idle(client, given.settling):
        show("nothing else runs", clicks(client, run, somewhere, given.clicks))
        ask_all_over(client, run)
    else:
        print(f"  map and evaluation take more than {given.settling:g} s", flush=True)
    training = client.create_run(RunRequest(recipe=LONG))
    while client.run(training.id).progress is None:
        time.sleep(0.2)
    show("a training runs in the other worker", clicks(client, run, somewhere, given.clicks))
    client.cancel_run(training.id)
    client.delete_run(run.id)


def ask_all_over(client: ApiClient, run: Run) -> None:
    """24 images of 32 networks, which the page asks when a run is opened."""
    began = time.perf_counter()
    split = client.predict(run.id, ALL_OVER).timings
    seconds = time.perf_counter() - began
    where = ", ".join(f"{part} {each:.2f}" for part, each in split.items())
    print(f"  24 images x 32 networks: {seconds:.2f}; at the end {where}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("networks", nargs="*", default=QUICK, metavar="DATASET/NETWORK")
    parser.add_argument("--method", default="bezier")
    parser.add_argument("--clicks", type=int, default=CLICKS, help="at most, of each kind")
    parser.add_argument("--settling", type=float, default=120, help="seconds to wait until idle")
    given = parser.parse_args()
    machine = platform.processor() or platform.machine()
    print(f"click to answer, {machine}, {os.cpu_count()} cores")
    with application() as client:
        for named in given.networks:
            measure(client, named, given)


if __name__ == "__main__":
    main()
