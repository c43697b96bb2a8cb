"""A line of networks, trained in one run (Wortsman 2021), or from a trained network outwards."""

import torch
from torch import Tensor

from backend.contracts.recipes import Recipe
from worker.subspaces.curves import line
from worker.training.joint import joint_plan, joint_stage, plan_of
from worker.training.plan import Plan, Start

APART = 0.1
"""Relative size of the random step away from the trained network that the other end starts at.

There the cosine of the two ends has no slope, so nothing would part them.
"""


def plan(recipe: Recipe) -> Plan:
    geometry = line()
    if recipe.options["start_from"] is None:
        return joint_plan(recipe, geometry)
    stage = joint_stage(recipe, geometry, vertices=_beside, trained=(1, 2))
    return plan_of((stage,), recipe, geometry, end_points=1)


def _beside(start: Start) -> Tensor:
    """The trained network, which stays, and one a little off it, towards new first weights."""
    (trained,) = start.end_points
    away = start.fresh(0)
    step = away * (APART * trained.norm() / away.norm())
    return torch.stack([trained, trained + step])
