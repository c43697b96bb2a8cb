"""Measures what one training example of a network costs, for estimates."""

from contextlib import suppress
from statistics import median
from time import perf_counter

import torch
from redis import RedisError

from backend.contracts.catalog import DATASETS
from backend.contracts.recipes import Recipe
from backend.contracts.tasks import calibrating
from backend.store import calibrations
from backend.store.calibrations import Calibration
from worker.jobs.failures import failure_of
from worker.jobs.process import Process, training_threads
from worker.jobs.subspaces import data_of
from worker.machine.device import device_title
from worker.networks import network
from worker.subspaces.layout import Layout
from worker.training.flat_network import FlatNetwork
from worker.training.record import flops_per_example

BATCH = 128
"""At most: what a training step sees."""
SMALL = 8
"""Images of the first step, which tells how many the others may take."""
STEP_SECONDS = 0.3
STEPS = 12
TURN_SECONDS = 1.0
"""Little: the worker that measures is the one that answers clicks."""
FAULT_SECONDS = 20
"""That a fault is told; then it is tried again, for it may have been mended."""
LEAST = 3
"""Steps, however long they take."""


def calibrate_recipe(recipe: Recipe, here: Process) -> None:
    """Measure, or leave word of why that cannot be, for whoever asks again."""
    try:
        _measure(recipe, here)
    except Exception as error:
        key = calibrating(recipe.dataset, recipe.network, recipe.network_options)
        with suppress(RedisError):
            here.redis.set(key, failure_of(error).sentence, ex=FAULT_SECONDS)
        raise


def _measure(recipe: Recipe, here: Process) -> None:
    """Time a few forward and backward passes, on the training worker's threads; keep the median."""
    data, device = data_of(recipe, here), here.device
    module = network(DATASETS[recipe.dataset], recipe.network, recipe.network_options)
    point = FlatNetwork(module, Layout.of(module), device)
    images = data.normalize(data.train.images[:BATCH])
    targets = data.train.targets[:BATCH]
    here.is_at_work()
    own_threads = torch.get_num_threads()
    torch.set_num_threads(training_threads(here.settings))
    seconds = _seconds_per_example(point, images, targets)
    torch.set_num_threads(own_threads)
    calibration = Calibration(
        device=device_title(device),
        parameters=len(point.weights),
        seconds_per_example=seconds,
        flops_per_example=flops_per_example(point, images[:2], targets[:2]),
    )
    with here.database.write() as session:
        calibrations.put(session, recipe, calibration)


def _seconds_per_example(point: FlatNetwork, images: torch.Tensor, targets: torch.Tensor) -> float:
    """Median over a few steps, of as many images as a short step takes."""
    began = perf_counter()
    for _ in range(2):  # the first also pays for what later ones find ready
        first = _seconds(point, images[:SMALL], targets[:SMALL])
    count = min(max(int(SMALL * STEP_SECONDS / first), SMALL), len(images))
    seconds: list[float] = []
    while len(seconds) < LEAST or _goes_on(began, seconds):
        seconds.append(_seconds(point, images[:count], targets[:count]))
    return median(seconds) / count


def _goes_on(began: float, seconds: list[float]) -> bool:
    return len(seconds) < STEPS and perf_counter() - began < TURN_SECONDS


def _seconds(point: FlatNetwork, images: torch.Tensor, targets: torch.Tensor) -> float:
    started = perf_counter()
    point.differentiate(images, targets)
    if images.is_cuda:
        torch.cuda.synchronize()
    return perf_counter() - started
