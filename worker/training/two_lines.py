"""Two independent lines, each trained in one run: two retrainings of a whole subspace."""

from backend.contracts.recipes import Recipe
from worker.subspaces.curves import line
from worker.training.joint import joint_stage, plan_of
from worker.training.plan import Ending, Plan, Published, Stage

PARTS = ((0, 1), (2, 3))


def plan(recipe: Recipe) -> Plan:
    return plan_of(lines(recipe), recipe, line(), publish=two_parts)


def lines(recipe: Recipe) -> tuple[Stage, Stage]:
    """One after the other, of different streams."""
    first, second = (joint_stage(recipe, line(), stream=2 * i, member=i) for i in range(2))
    return first, second


def two_parts(ending: Ending) -> Published:
    """The two lines; further vertices belong to none."""
    return Published(ending.finished, PARTS)
