"""One network trained and asked with inputs left out at random (Gal and Ghahramani 2016)."""

import torch

from backend.contracts.recipes import Recipe
from worker.subspaces.scatter import Dropped
from worker.training.plain import plain_stage
from worker.training.plan import Ending, Plan, Published


def plan(recipe: Recipe) -> Plan:
    rate = recipe.options["rate"]

    def publish(ending: Ending) -> Published:
        return Published(ending.finished, scatter=Dropped(torch.tensor([rate])))

    return Plan(stages=(plain_stage(recipe, 0, None, dropout=rate),), publish=publish)
