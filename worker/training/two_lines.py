"""Two independent lines, each trained in one run: two retrainings of a whole subspace."""

from backend.contracts.recipes import Recipe
from worker.subspaces.curves import line
from worker.training.joint import joint_stage, plan_of
from worker.training.plan import Ending, Plan, Published

PARTS = ((0, 1), (2, 3))


def plan(recipe: Recipe) -> Plan:
    """One line after the other, of different streams."""
    lines = tuple(joint_stage(recipe, line(), stream=2 * i, member=i) for i in range(2))
    return plan_of(lines, recipe, line(), publish=_two_parts)


def _two_parts(ending: Ending) -> Published:
    return Published(ending.finished, PARTS)
