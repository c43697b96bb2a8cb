"""Compiled forward and backward passes over eager ones: `python -m benchmarks.compile`.

`torch.compile` pays where the steps it shortens add up to more than it takes to compile. The last
column says how many steps that are; a training of this size has about 5,000.
"""

import argparse
import os
from collections.abc import Iterator
from functools import partial
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from backend.contracts.catalog import DATASETS
from backend.contracts.recipes import Recipe
from benchmarks.step import BATCH, interleaved
from worker.machine.device import device_title, prepare
from worker.networks import network

CASES = (("mlp", "mnist", 20), ("cnn", "mnist", 5), ("resnet20", "cifar10", 1))


def passes(module: nn.Module, images: Tensor, targets: Tensor) -> Iterator[None]:
    """A forward and a backward pass at each `next`."""
    while True:
        module.zero_grad()
        F.cross_entropy(module(images), targets).backward()
        yield


def compare(name: str, dataset: str, steps: int, rounds: int, device: torch.device) -> str:
    entry, chance = DATASETS[dataset], torch.Generator().manual_seed(0)
    images = torch.randn(BATCH, *entry.shape, generator=chance).to(device)
    targets = torch.randint(len(entry.classes), (BATCH,), generator=chance).to(device)
    options = Recipe(dataset=dataset, network=name, method="single").network_options
    eager = network(entry, name, options).to(device)
    ways = [passes(module, images, targets) for module in (eager, torch.compile(eager))]
    began = perf_counter()
    next(ways[1])
    compiling = perf_counter() - began
    plain, compiled = interleaved(ways, rounds, steps)
    saved = median(plain) - median(compiled)
    pays = f"{compiling / saved:10,.0f} steps" if saved > 0 else "     never"
    return (
        f"{name:9} {dataset:8} {median(plain) * 1e3:9.2f} {median(compiled) * 1e3:11.2f} "
        f"{median(compiled) / median(plain):7.3f} {compiling:9.1f} s {pays}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    prepare(device, arguments.threads)
    say = partial(print, flush=True)
    say(f"{device_title(device)}, {arguments.threads} threads, torch {torch.__version__}")
    say("network   data      eager ms compiled ms   ratio  compiling   pays after")
    with TemporaryDirectory() as empty:  # an earlier run has left nothing to find
        os.environ["TORCHINDUCTOR_CACHE_DIR"] = empty
        for case in CASES:
            say(compare(*case, arguments.rounds, device))


if __name__ == "__main__":
    main()
