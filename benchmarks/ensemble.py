"""Members trained side by side over the same members one after the other.

Run as `python -m benchmarks.ensemble`. Both are the product's own trainings of the same members,
images, threads and matrix products, and take turns; a plain loop of torch.optim.SGD over the
members runs beside them.
"""

import argparse
import os
from collections.abc import Iterator
from statistics import median

import torch

from backend.contracts.recipes import Recipe
from benchmarks.step import plain_steps, random_data, timed
from worker.datasets.data import Data
from worker.machine.device import device_title, prepare
from worker.training import deep_ensemble
from worker.training.methods import METHODS
from worker.training.plan import Plan
from worker.training.trainer import Trainer

CPU = torch.device("cpu")


def recipe_of(network: str, members: int) -> Recipe:
    return Recipe(
        dataset="mnist",
        network=network,
        network_options={} if network == "mlp" else {"norm": "group"},
        method="deep_ensemble",
        epochs=1,
        options={"members": members},
    )


def together(recipe: Recipe, data: Data) -> Iterator[None]:
    """One step of all members at each `next`, side by side."""

    def plan(recipe: Recipe) -> Plan:
        streams = tuple(range(recipe.options["members"]))
        return Plan(stages=(deep_ensemble.stacked_stage(recipe, streams),))

    usual = METHODS["deep_ensemble"]
    METHODS["deep_ensemble"] = plan
    try:
        trainer = Trainer(recipe, data, CPU)
    finally:
        METHODS["deep_ensemble"] = usual
    yield from trainer.steps()


def one_after_the_other(recipe: Recipe, data: Data) -> Iterator[None]:
    """One step of every member at each `next`."""
    single = recipe.model_copy(update={"method": "single", "options": {}})
    members = [Trainer(single, data, CPU).steps() for _ in range(recipe.options["members"])]
    for _ in zip(*members, strict=True):
        yield


def plain(recipe: Recipe, data: Data) -> Iterator[None]:
    """The same by a plain loop."""
    members = [plain_steps(recipe, data) for _ in range(recipe.options["members"])]
    for _ in zip(*members, strict=True):
        yield


def line(network: str, members: int, rounds: int, count: int) -> str:
    """Medians over rounds: milliseconds for a step of all members, and ratios with quartiles."""
    recipe = recipe_of(network, members)
    data = random_data((rounds + 1) * count * recipe.training.batch_size)
    ways = [way(recipe, data) for way in (together, one_after_the_other, plain)]
    times = [[timed(way.__next__, count) for way in ways] for _ in range(rounds + 1)][1:]
    own, others, plains = zip(*times, strict=True)
    ratios = sorted(b / a for a, b in zip(own, others, strict=True))
    quartiles = f"{ratios[len(ratios) // 4]:.2f} to {ratios[3 * len(ratios) // 4]:.2f}"
    return (
        f"{network:8} {1e3 * median(own):9.1f} {1e3 * median(others):13.1f} "
        f"{1e3 * median(plains):9.1f} {median(ratios):8.2f}  {quartiles:14} "
        f"{median(b / a for a, b in zip(own, plains, strict=True)):11.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--steps", type=int, default=3, help="of all members in a round")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--networks", nargs="+", default=["mlp", "cnn"])
    arguments = parser.parse_args()
    prepare(CPU, arguments.threads)
    print(
        f"{device_title(CPU)}, {arguments.threads} threads, torch {torch.__version__}, batch 128, "
        f"{arguments.members} members, {arguments.rounds} rounds of {arguments.steps} steps"
    )
    print("network  side by side  one by one  plain loop  faster  (quartiles)   than plain")
    for network in arguments.networks:
        print(line(network, arguments.members, arguments.rounds, arguments.steps), flush=True)


if __name__ == "__main__":
    main()
