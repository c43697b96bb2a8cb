"""Deep Ensemble (Lakshminarayanan 2017): independent trainings.

Member 0 is the network that `single` trains from the same seed. Members are trained one after the
other, or side by side where that is faster, which changes their last digits only.
"""

import torch

from backend.contracts.recipes import Recipe
from worker.subspaces.members import Members
from worker.training.plain import plain_stage
from worker.training.plan import Plan, Stage

SIDE_BY_SIDE = {"mlp"}
"""Networks that benchmarks/ensemble.py found faster so."""
GROUP = 8
"""Networks side by side at most: more need more memory and are no faster."""


def plan(recipe: Recipe) -> Plan:
    members = range(recipe.options["members"])
    if len(members) > 1 and stacks(recipe):
        groups = [members[start : start + GROUP] for start in members[::GROUP]]
        return Plan(stages=tuple(stacked_stage(recipe, tuple(group)) for group in groups))
    return Plan(stages=tuple(plain_stage(recipe, stream=i, member=i) for i in members))


def stacks(recipe: Recipe) -> bool:
    """Whether members are trained side by side; batch statistics cannot be kept so."""
    statistics = recipe.network_options.get("norm") == "batch"
    return recipe.network in SIDE_BY_SIDE and not statistics


def stacked_stage(recipe: Recipe, streams: tuple[int, ...]) -> Stage:
    """Networks from their own initialisations, each in its own order of the data."""
    return plain_stage(
        recipe,
        stream=streams[0],
        member=None,
        vertices=lambda start: torch.stack([start.fresh(stream) for stream in streams]),
        geometry=Members(len(streams)),
        streams=streams,
    )
