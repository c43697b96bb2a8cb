"""Training step of a subspace over a plain PyTorch step: `python -m benchmarks.step`.

The two are interleaved in one process and the medians of their times compared, so that a busy
neighbour slows both. The plain step is what one would write: nn.Module, torch.optim.SGD with
momentum and weight decay, the same batch size, images, threads and matrix products. Images are
noise of the data set's shape.
"""

import argparse
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

import torch
import torch.nn.functional as F

from backend.contracts.catalog import DATASETS
from backend.contracts.recipes import Recipe
from worker.datasets.batches import training_batch
from worker.datasets.data import Data, Split
from worker.machine.device import device_title, prepare
from worker.networks import network
from worker.training.trainer import Trainer

CPU = torch.device("cpu")
BATCH = 128
THREE: dict[str, dict[str, Any]] = {
    "line": {},
    "bezier": {"control_points": 3},
    "simplex": {"vertices": 3},
}
FASTER_WAYS = ({"precision": "bfloat16"}, {"channels_last": True})


@dataclass(frozen=True)
class Case:
    network: str
    dataset: str
    methods: tuple[str, ...]
    steps: int
    """Of each kind in a round."""


CASES = (
    Case("mlp", "mnist", ("line", "bezier", "simplex"), 12),
    Case("cnn", "mnist", ("line", "simplex"), 4),
    Case("cnn", "cifar10", ("simplex",), 1),
    Case("resnet20", "cifar10", ("simplex",), 1),
)


def random_data(examples: int, dataset: str = "mnist") -> Data:
    entry, generator = DATASETS[dataset], torch.Generator().manual_seed(0)
    shape = (examples, *entry.shape)
    images = torch.randint(0, 256, shape, generator=generator, dtype=torch.uint8)
    targets = torch.randint(0, len(entry.classes), (examples,), generator=generator)
    split = Split(images, targets)
    channels = entry.shape[0]
    return Data.of(split, split, (0.4,) * channels, (0.3,) * channels)


def plain_steps(recipe: Recipe, data: Data, device: torch.device = CPU) -> Iterator[None]:
    """A plain loop over the same data, one step at each `next`."""
    training = recipe.training
    module = network(DATASETS[recipe.dataset], recipe.network, recipe.network_options).to(device)
    optimizer = torch.optim.SGD(
        module.parameters(),
        lr=training.learning_rate,
        momentum=training.momentum,
        weight_decay=training.weight_decay,
    )
    while True:
        for chosen in torch.randperm(len(data.train)).to(device).split(training.batch_size):
            optimizer.zero_grad()
            logits = module(data.normalize(data.train.images[chosen]))
            F.cross_entropy(logits, data.train.targets[chosen]).backward()
            optimizer.step()
            yield


def subspace_steps(recipe: Recipe, data: Data, device: torch.device = CPU) -> Iterator[None]:
    """The product's own steps, one at each `next`, for one epoch."""
    yield from Trainer(recipe, data, device).steps()


def loading_steps(data: Data) -> Iterator[None]:
    """Only what the product's step does to get its images and targets."""
    while True:
        for chosen in torch.randperm(len(data.train)).split(BATCH):
            training_batch(data, chosen)
            data.train.targets.index_select(0, chosen)
            yield


def timed(step: Callable[[], None], count: int) -> float:
    """Seconds per step."""
    start = perf_counter()
    for _ in range(count):
        step()
    return (perf_counter() - start) / count


def interleaved(ways: list[Iterator[None]], rounds: int, count: int) -> list[list[float]]:
    """Seconds per step of each way (ways, rounds); a first round warms up."""
    times = [[timed(way.__next__, count) for way in ways] for _ in range(rounds + 1)][1:]
    return [list(column) for column in zip(*times, strict=True)]


def ratio_of(own: list[float], others: list[float]) -> str:
    """The median of the ratio in neighbouring rounds, and its quartiles."""
    ratios = sorted(a / b for a, b in zip(own, others, strict=True))
    quarter = len(ratios) // 4
    return f"{median(ratios):6.3f}  [{ratios[quarter]:.3f}, {ratios[-1 - quarter]:.3f}]"


def recipe_of(case: Case, method: str, **training: Any) -> Recipe:
    return Recipe(
        dataset=case.dataset,
        network=case.network,
        method=method,
        epochs=1,
        options=THREE[method],
        training={"batch_size": BATCH} | training,
    )


def compare(case: Case, method: str, rounds: int) -> str:
    """One line: a step, a plain step, their ratio, and what loading takes of it."""
    recipe = recipe_of(case, method)
    data = random_data((rounds + 1) * case.steps * BATCH, case.dataset)
    ways = [subspace_steps(recipe, data), plain_steps(recipe, data), loading_steps(data)]
    own, plain, loading = interleaved(ways, rounds, case.steps)
    return (
        f"{case.network:9} {case.dataset:8} {method:8} {median(own) * 1e3:8.2f} "
        f"{median(plain) * 1e3:8.2f}  {ratio_of(own, plain)}  {median(loading) / median(own):6.1%}"
    )


def compare_ways(case: Case, rounds: int) -> Iterator[str]:
    """A line for each other way to compute, over the usual way."""
    data = random_data((rounds + 1) * case.steps * BATCH, case.dataset)
    for changes in FASTER_WAYS:
        recipes = (recipe_of(case, "simplex", **changes), recipe_of(case, "simplex"))
        own, usual = interleaved([subspace_steps(r, data) for r in recipes], rounds, case.steps)
        name = next(iter(changes))
        yield f"{case.network:9} {case.dataset:8} {name:14} {ratio_of(own, usual)} of the usual"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--networks", nargs="+", default=["mlp", "cnn", "resnet20"])
    arguments = parser.parse_args()
    prepare(CPU, arguments.threads)
    say = partial(print, flush=True)
    say(
        f"{device_title(CPU)}, {arguments.threads} threads, OMP_WAIT_POLICY "
        f"{os.environ['OMP_WAIT_POLICY']}, torch {torch.__version__}, "
        f"{arguments.rounds} rounds, batch {BATCH}"
    )
    cases = [case for case in CASES if case.network in arguments.networks]
    say("network   data     method    step ms plain ms   ratio  [quartiles]     loading")
    for case in cases:
        for method in case.methods:
            say(compare(case, method, arguments.rounds))
    for case in cases:
        for line in compare_ways(case, max(5, arguments.rounds // 3)):
            say(line)


if __name__ == "__main__":
    main()
