"""A polygonal chain of networks, trained in one run."""

from backend.contracts.recipes import Recipe
from worker.subspaces.curves import Chain
from worker.training.joint import joint_plan
from worker.training.plan import Plan


def plan(recipe: Recipe) -> Plan:
    return joint_plan(recipe, Chain(recipe.options["vertices"]))
