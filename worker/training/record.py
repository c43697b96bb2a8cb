"""What a run was and what it cost, counted."""

import platform
from collections.abc import Sequence

import numpy
import torch
from torch import Tensor
from torch.utils.flop_counter import FlopCounterMode

from backend.contracts.evaluation import Record
from backend.contracts.recipes import Recipe
from worker.datasets.data import Data
from worker.machine.device import device_title
from worker.networks.batch_norm import policy
from worker.training.flat_network import FlatNetwork
from worker.training.plan import Plan


def record_of(
    recipe: Recipe,
    plan: Plan,
    point: FlatNetwork,
    data: Data,
    *,
    log_volumes: Sequence[float],
    evaluations: int,
    seconds: float,
) -> Record:
    """The record of a finished training; overwrites the point's gradient.

    Args:
        recipe: As trained.
        plan: Of the recipe.
        point: The network.
        data: As trained on.
        log_volumes: Of a complex, after every vertex that it grew by.
        evaluations: Gradient evaluations done; those of networks that it started from come to them.
        seconds: Spent by all attempts.
    """
    images, targets = data.normalize(data.train.images[:2]), data.train.targets[:2]
    one_training = recipe.epochs * len(data.train)
    evaluations += plan.end_points * one_training
    return Record(
        gradient_evaluations=evaluations,
        equivalent_trainings=evaluations / one_training,
        parameters=len(point.weights),
        flops=flops_per_example(point, images, targets) * evaluations,
        seconds=seconds,
        device=device_title(point.weights.device),
        precision=f"{recipe.training.precision}, matmul {torch.get_float32_matmul_precision()}",
        threads=torch.get_num_threads(),
        seeds={"recipe": recipe.seed},
        rate_factor=plan.rate_factor,
        weight_decay_divided=plan.weight_decay_divided,
        data_sha256=data.sha256,
        versions={
            "python": platform.python_version(),
            "torch": torch.__version__,
            "numpy": numpy.__version__,
        },
        note=plan.note,
        log_volumes=list(log_volumes),
        batch_norm=policy(point.module, len(data.train)),
        validation=len(data.validation) if data.validation else 0,
    )


def flops_per_example(point: FlatNetwork, images: Tensor, targets: Tensor) -> float:
    """Floating-point operations of one gradient evaluation, a multiplication and an addition each.

    Args:
        point: The network, whose gradient is overwritten.
        images: Normalised (batch, channels, height, width); two at least for batch normalisation.
        targets: Their classes (batch,).
    """
    with FlopCounterMode(display=False) as counter:
        point.differentiate(images, targets)
    return float(counter.get_total_flops()) / len(images)
