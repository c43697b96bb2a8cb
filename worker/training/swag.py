"""A normal cloud fitted to the weights that one training passes through (SWAG, Maddox 2019)."""

from math import sqrt

import torch
from torch import Tensor

from backend.contracts.recipes import Recipe
from worker.subspaces.gaussian import principal_deviations
from worker.subspaces.scatter import Diagonal
from worker.training.averaging import averaging_stages
from worker.training.plan import Ending, Plan, Published


def plan(recipe: Recipe) -> Plan:
    rank = recipe.options["rank"]

    def publish(ending: Ending) -> Published:
        vertices, deviations = cloud(ending.finished, rank)
        parts = (tuple(range(len(vertices))),)
        return Published(vertices, parts, Diagonal(deviations[None].cpu()))

    trained = int(recipe.options["start_from"] is not None)
    return Plan(stages=averaging_stages(recipe), end_points=trained, publish=publish)


def cloud(copies: Tensor, rank: int) -> tuple[Tensor, Tensor]:
    """Centre, deviations and diagonal of a cloud of half the copies' covariance twice.

    A network is mean + D z / sqrt(2 (K - 1)) + sigma z' / sqrt(2) (eq. 1), D the last K deviations
    from the mean. D is turned to its principal axes, which changes no network's chance.

    Args:
        copies: (copies, n_parameters)
        rank: K, at most all copies.

    Returns:
        The vertices, mean and mean plus each deviation (at most 1 + K and at most as many as the
        copies, n_parameters), and the standard deviations of the independent part (n_parameters,).
    """
    mean = copies.mean(dim=0)
    apart = torch.sub(copies, mean)
    kept = apart[-rank:]
    # Those of all copies from their mean sum to nothing: one of them tells nothing new.
    independent = min(len(kept), len(copies) - 1)
    deviations = principal_deviations(kept / sqrt(2 * max(len(kept) - 1, 1)), independent)
    variance = apart.square().mean(dim=0)
    return torch.cat([mean[None], mean + deviations]), (variance / 2).sqrt()
