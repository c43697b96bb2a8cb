"""Peak memory of a subspace training over a plain one: `python -m benchmarks.memory`.

Each runs in a process of its own; the peak is that of the process (its largest resident set), with
freed memory handed back at once so that it measures what is used. Promised is at most the plain
peak and 2 k parameters more for k vertices: vertices and momenta.
"""

import argparse
import os
import resource
import subprocess
import sys
from itertools import islice

import torch

from backend.contracts.recipes import Recipe
from benchmarks.step import BATCH, THREE, plain_steps, random_data, subspace_steps
from worker.machine.device import prepare
from worker.networks import network
from worker.subspaces.layout import Layout

STEPS, K = 12, 3
MEBI = 2**20


def recipe_of(width: int) -> Recipe:
    return Recipe(
        dataset="mnist",
        network="mlp",
        network_options={"width": width},
        method="simplex",
        epochs=1,
        options=THREE["simplex"],
    )


def measure(kind: str, width: int) -> None:
    """Print the peak of this process, in bytes, after some steps."""
    prepare(torch.device("cpu"), 1)
    recipe, data = recipe_of(width), random_data(STEPS * BATCH)
    import worker.training.fused  # noqa: F401 - its compiler is in memory on both sides

    ways = {"plain": plain_steps, "subspace": subspace_steps}
    for _ in islice(ways[kind](recipe, data), STEPS):
        pass
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def peak(kind: str, width: int) -> int:
    command = [sys.executable, "-m", "benchmarks.memory", "--measure", kind, "--width", str(width)]
    given_back = {"MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_TRIM_THRESHOLD_": "65536"}
    environment = os.environ | given_back
    run = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return int(run.stdout)


def parameters(width: int) -> int:
    from backend.contracts.catalog import DATASETS

    recipe = recipe_of(width)
    module = network(DATASETS["mnist"], recipe.network, recipe.network_options)
    return Layout.of(module).n_parameters


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", choices=["plain", "subspace"])
    parser.add_argument("--width", type=int, default=2048)
    arguments = parser.parse_args()
    if arguments.measure:
        measure(arguments.measure, arguments.width)
        return
    count = parameters(arguments.width)
    plain, subspace = (peak(kind, arguments.width) for kind in ("plain", "subspace"))
    more = (subspace - plain) / (4 * count)
    print(
        f"MLP of {count:,} parameters, {K} vertices: plain {plain / MEBI:.0f} MiB, subspace "
        f"{subspace / MEBI:.0f} MiB: {more:.1f} x parameters more (at most {2 * K})"
    )


if __name__ == "__main__":
    main()
