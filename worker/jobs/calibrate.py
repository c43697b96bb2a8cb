"""Measures what one training example of a network costs, for estimates."""

from statistics import median
from time import perf_counter

import torch

from backend.contracts.catalog import DATASETS
from backend.contracts.recipes import Recipe
from backend.store import calibrations
from backend.store.calibrations import Calibration
from worker.device import device_title
from worker.jobs.process import process, training_threads
from worker.jobs.subspaces import data_of
from worker.networks import network
from worker.subspaces.layout import Layout
from worker.training.point import Point
from worker.training.record import flops_per_example

BATCH = 128
STEPS = 12
"""Few: the worker that measures is the one that answers clicks."""


def calibrate_recipe(recipe: Recipe) -> None:
    """Time a few forward and backward passes, on the training worker's threads; keep the median."""
    here = process()
    data, device = data_of(recipe, here), here.device
    module = network(DATASETS[recipe.dataset], recipe.network, recipe.network_options)
    point = Point(module, Layout.of(module), device)
    images = data.normalize(data.train.images[:BATCH])
    targets = data.train.targets[:BATCH]
    own_threads = torch.get_num_threads()
    torch.set_num_threads(training_threads(here.settings))
    seconds = [_seconds(point, images, targets) for _ in range(STEPS)]
    torch.set_num_threads(own_threads)
    calibration = Calibration(
        device=device_title(device),
        parameters=len(point.weights),
        seconds_per_example=median(seconds) / len(images),
        flops_per_example=flops_per_example(point, images[:2], targets[:2]),
    )
    with here.database.write() as session:
        calibrations.put(session, recipe, calibration)


def _seconds(point: Point, images: torch.Tensor, targets: torch.Tensor) -> float:
    started = perf_counter()
    point.differentiate(images, targets)
    if images.is_cuda:
        torch.cuda.synchronize()
    return perf_counter() - started
