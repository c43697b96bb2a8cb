"""One network: a plain training."""

from backend.contracts.recipes import Recipe
from worker.training.plain import plain_stage
from worker.training.plan import Plan


def plan(recipe: Recipe) -> Plan:
    return Plan(stages=(plain_stage(recipe, stream=0, member=None),))
