"""Two independent lines, and one plain network that sets the scale of their spread.

The plain network is published as the last vertex and belongs to no line: it is no sample.
"""

from backend.contracts.recipes import Recipe
from worker.subspaces.curves import line
from worker.training.joint import plan_of
from worker.training.plain import plain_stage
from worker.training.plan import Plan
from worker.training.two_lines import lines, two_parts

PILOT_STREAM = 4


def plan(recipe: Recipe) -> Plan:
    stages = (*lines(recipe), plain_stage(recipe, stream=PILOT_STREAM, member=2))
    return plan_of(stages, recipe, line(), publish=two_parts)
