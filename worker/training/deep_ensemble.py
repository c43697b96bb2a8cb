"""Deep Ensemble (Lakshminarayanan 2017): independent trainings, one after the other.

Member 0 is the network that `single` trains from the same seed.
"""

from backend.contracts.recipes import Recipe
from worker.training.plain import plain_stage
from worker.training.plan import Plan


def plan(recipe: Recipe) -> Plan:
    members = range(recipe.options["members"])
    return Plan(stages=tuple(plain_stage(recipe, stream=i, member=i) for i in members))
