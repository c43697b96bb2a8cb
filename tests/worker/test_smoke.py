"""Every method with every data set and with MLP, CNN, ResNet-20: a few steps, a map, an answer.

Each method meets each data set once and each network once; with `PAYSAGE_SMOKE=all`, as
`make smoke` has it, in every combination. The data sets are those of `PAYSAGE_DATA_DIR` where it
has them, a few images of each; random images of the same shape elsewhere.
"""

import os
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import torch

from backend.contracts.catalog import DATASETS as CATALOG
from backend.contracts.catalog import METHODS as METHOD_ENTRIES
from backend.contracts.landscapes import LandscapeRequest
from backend.contracts.predictions import PredictionRequest, Sample
from backend.contracts.recipes import Recipe
from worker.datasets import load
from worker.datasets.data import Data, Split
from worker.datasets.errors import DatasetUnavailable
from worker.jobs.subspaces import context_of
from worker.landscape.grid import evaluate_tile, survey
from worker.landscape.profile import profile
from worker.prediction.output_cache import OutputCache
from worker.prediction.predict import predict
from worker.prediction.time_budget import TimeBudget
from worker.training import METHODS, TrainedSubspace, Trainer

CPU = torch.device("cpu")
TRAINED_ON, TESTED_ON = 32, 16
DATA = ("mnist", "cifar10", "cifar100")
NETWORKS: dict[str, dict[str, Any]] = {
    "mlp": {"width": 8},
    "cnn": {"width": 4, "norm": "batch"},
    "resnet20": {"width": 4},
}
ENDS = {"end_points": [{"run": "0" * 12, "member": i} for i in range(2)]}
TRAINABLE = [name for name in METHODS if METHOD_ENTRIES[name].launchable]


@cache
def few_images(dataset: str) -> Data:
    try:
        folder = Path(os.environ["PAYSAGE_DATA_DIR"])
        data = load(dataset, {"training_examples": TRAINED_ON}, folder)
        test = data.test.at(torch.arange(TESTED_ON))
        return Data.of(data.train, test, data.mean, data.std)
    except (KeyError, DatasetUnavailable):
        return random_images(dataset)


def random_images(dataset: str) -> Data:
    entry, generator = CATALOG[dataset], torch.Generator().manual_seed(0)

    def split(count: int) -> Split:
        shape = (count, *entry.shape)
        images = torch.randint(0, 256, shape, generator=generator, dtype=torch.uint8)
        return Split(images, torch.randint(len(entry.classes), (count,), generator=generator))

    channels = entry.shape[0]
    return Data.of(split(TRAINED_ON), split(TESTED_ON), (0.5,) * channels, (0.25,) * channels)


def trained(dataset: str, network: str, method: str, options: dict[str, Any]) -> Trainer:
    recipe = Recipe(
        dataset=dataset,
        network=network,
        method=method,
        epochs=1,
        options=options,
        network_options=NETWORKS[network],
        training={"batch_size": 16, "learning_rate": 0.01},
    )
    ends = list(ends_for(dataset, network)) if method == "curve_between" else []
    trainer = Trainer(recipe, few_images(dataset), CPU, end_points=ends)
    list(trainer)
    return trainer


@cache
def ends_for(dataset: str, network: str) -> torch.Tensor:
    return trained(dataset, network, "deep_ensemble", {"members": 2}).subspace().vertices


def combinations() -> list[tuple[str, str, str]]:
    every = product(enumerate(TRAINABLE), enumerate(DATA), enumerate(NETWORKS))
    whole = os.environ.get("PAYSAGE_SMOKE") == "all"
    return [
        (method, dataset, network)
        for (i, method), (j, dataset), (k, network) in every
        if whole or (i + j + k) % len(DATA) == 0
    ]


@pytest.mark.parametrize(("method", "dataset", "network"), combinations())
def test_method_trains_publishes_and_answers(method, dataset, network):
    trainer = trained(dataset, network, method, ENDS if method == "curve_between" else {})
    subspace = TrainedSubspace.from_bytes(trainer.subspace().to_bytes())
    assert trainer.record().equivalent_trainings > 0
    context = context_of(
        "0" * 12,
        Recipe(
            dataset=dataset,
            network=network,
            method=method,
            options=ENDS if method == "curve_between" else {},
            network_options=NETWORKS[network],
        ),
        subspace,
        few_images(dataset),
        CPU,
    )
    request = LandscapeRequest(resolution=3)
    geometry = survey(context, request)
    tile = evaluate_tile(context, request, geometry, [(1, 1)])
    assert tile.values["loss"][0] is not None
    profile(context, request)
    asked = PredictionRequest(sample=Sample(count=3), examples=[0, 1, 2], images=False)
    answered = predict(
        asked,
        context,
        cache=OutputCache(10_000_000),
        budget=TimeBudget(60),
        load_scores=dict,
        is_landscape=lambda _: False,
    )
    assert all(abs(sum(row) - 1) < 1e-9 for member in answered.probabilities for row in member)
    assert all(placement.on_family for placement in answered.members)
