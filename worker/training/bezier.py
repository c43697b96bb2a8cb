"""A Bezier curve of networks, trained in one run (Wortsman 2021)."""

from backend.contracts.recipes import Recipe
from worker.subspaces.curves import Bezier
from worker.training.joint import joint_plan
from worker.training.plan import Plan


def plan(recipe: Recipe) -> Plan:
    return joint_plan(recipe, Bezier(recipe.options["control_points"]))
