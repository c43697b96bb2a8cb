"""A simplex of networks, trained in one run (Wortsman 2021)."""

from backend.contracts.recipes import Recipe
from worker.subspaces.simplex import Simplex
from worker.training.joint import joint_plan
from worker.training.plan import Plan


def plan(recipe: Recipe) -> Plan:
    geometry = Simplex(recipe.options["vertices"], recipe.options["concentration"])
    return joint_plan(recipe, geometry)
