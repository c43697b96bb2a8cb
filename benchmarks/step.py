"""Training step of a subspace over a plain PyTorch step: `python -m benchmarks.step`.

The two are interleaved in one process and the medians of their times compared, so that a busy
neighbour slows both. The plain step is what one would write: nn.Module, torch.optim.SGD with
momentum and weight decay, the same batch size, images, threads and matrix products.
"""

import argparse
import os
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

import torch
import torch.nn.functional as F

from backend.contracts.catalog import DATASETS
from backend.contracts.recipes import Recipe
from worker.datasets.data import Data, Split
from worker.device import device_title, prepare
from worker.networks import network
from worker.training.trainer import Trainer

METHODS = ("line", "bezier", "simplex")
NETWORKS = ("mlp", "cnn")


def random_data(examples: int) -> Data:
    generator = torch.Generator().manual_seed(0)
    shape = (examples, 1, 28, 28)
    images = torch.randint(0, 256, shape, generator=generator, dtype=torch.uint8)
    targets = torch.randint(0, 10, (examples,), generator=generator)
    return Data.of(Split(images, targets), Split(images, targets), (0.1307,), (0.3081,))


def plain_steps(recipe: Recipe, data: Data) -> Iterator[None]:
    """A plain loop over the same data, one step at each `next`."""
    training = recipe.training
    module = network(DATASETS[recipe.dataset], recipe.network, recipe.network_options)
    optimizer = torch.optim.SGD(
        module.parameters(),
        lr=training.learning_rate,
        momentum=training.momentum,
        weight_decay=training.weight_decay,
    )
    while True:
        for chosen in torch.randperm(len(data.train)).split(training.batch_size):
            optimizer.zero_grad()
            logits = module(data.normalize(data.train.images[chosen]))
            F.cross_entropy(logits, data.train.targets[chosen]).backward()
            optimizer.step()
            yield


def subspace_steps(recipe: Recipe, data: Data) -> Iterator[None]:
    """The product's own steps, one at each `next`, for one epoch."""
    yield from Trainer(recipe, data, torch.device("cpu")).steps()


def timed(step: Callable[[], None], count: int) -> float:
    """Seconds per step."""
    start = perf_counter()
    for _ in range(count):
        step()
    return (perf_counter() - start) / count


def ratio(recipe: Recipe, rounds: int, count: int) -> tuple[float, float, float]:
    """Medians: seconds of a step, of a plain step, and of the ratio in neighbouring rounds."""
    data = random_data((rounds + 1) * count * recipe.training.batch_size)
    plain, subspace = plain_steps(recipe, data), subspace_steps(recipe, data)
    times = [
        (timed(lambda: next(subspace), count), timed(lambda: next(plain), count))
        for _ in range(rounds + 1)
    ][1:]  # the first round warms up
    own, others = zip(*times, strict=True)
    return median(own), median(others), median(a / b for a, b in times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--steps", type=int, default=12, help="of each kind in a round")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    prepare(torch.device("cpu"), arguments.threads)
    print(
        f"{device_title(torch.device('cpu'))}, {arguments.threads} threads, torch "
        f"{torch.__version__}, {arguments.rounds} rounds of {arguments.steps} steps, batch 128"
    )
    print("network  method       step ms  plain ms  ratio")
    for network_name in NETWORKS:
        for method in METHODS:
            recipe = Recipe(dataset="mnist", network=network_name, method=method, epochs=1)
            own, plain, quotient = ratio(recipe, arguments.rounds, arguments.steps)
            print(
                f"{network_name:8} {method:10} {own * 1e3:9.2f} {plain * 1e3:9.2f} {quotient:6.3f}"
            )


if __name__ == "__main__":
    main()
