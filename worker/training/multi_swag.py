"""Several clouds, each from a training of its own (Wilson and Izmailov 2020)."""

import torch

from backend.contracts.recipes import Recipe
from worker.subspaces.scatter import Diagonal
from worker.training.averaging import averaging_stages
from worker.training.plan import Ending, Plan, Published
from worker.training.swag import cloud


def plan(recipe: Recipe) -> Plan:
    modes, rank = recipe.options["modes"], recipe.options["rank"]

    def publish(ending: Ending) -> Published:
        clouds = [cloud(copies, rank) for copies in ending.finished.chunk(modes)]
        counts = [len(vertices) for vertices, _ in clouds]
        starts = [sum(counts[:i]) for i in range(modes)]
        parts = tuple(tuple(range(s, s + n)) for s, n in zip(starts, counts, strict=True))
        scatter = Diagonal(torch.stack([deviations for _, deviations in clouds]).cpu())
        return Published(torch.cat([vertices for vertices, _ in clouds]), parts, scatter)

    stages = (stage for i in range(modes) for stage in averaging_stages(recipe, stream=2 * i))
    return Plan(stages=tuple(stages), publish=publish)
