"""A curve of low loss between two trained networks (Garipov 2018).

The ends stay as they are; the points between them start on the straight line; one t per
mini-batch; the L2 penalty acts on the point drawn.
"""

import torch
from torch import Tensor

from backend.contracts.recipes import Recipe
from worker.subspaces.curves import Bezier
from worker.training.plan import Plan, Stage, Start
from worker.training.schedule import curve_schedule


def plan(recipe: Recipe) -> Plan:
    training, options = recipe.training, recipe.options
    points = options["control_points"]

    def on_the_straight_line(start: Start) -> Tensor:
        first, last = start.end_points
        inner = [torch.lerp(first, last, i / (points - 1)) for i in range(1, points - 1)]
        return torch.stack([first, *inner, last])

    stage = Stage(
        vertices=on_the_straight_line,
        geometry=Bezier(points),
        epochs=recipe.epochs * options["budget"],
        learning_rate=options["learning_rate"],
        schedule=curve_schedule,
        momentum=training.momentum,
        point_decay=training.weight_decay,
        trained=(1, points - 1),
    )
    return Plan(stages=(stage,), end_points=2)
