"""Vertices trained together in one run, so that all between them is good (Wortsman 2021).

All vertices are initialised independently; one coefficient draw per mini-batch; the loss is
CE(w(a)) + beta cos^2(v_i, v_j) for one random pair; weight decay acts on the vertices.
"""

import torch
from torch import Tensor

from backend.contracts.recipes import Recipe
from worker.subspaces.families import Geometry
from worker.training.plan import Plan, Stage, Start
from worker.training.schedule import plain_schedule


def joint_plan(recipe: Recipe, geometry: Geometry) -> Plan:
    """The plan of `line`, `bezier` and `simplex`, which differ by their geometry alone.

    Learning-rate law: a vertex moves by its coefficient times the point's step, so the point moves
    by sum a_i^2 of it. The rate is multiplied by 1 / E[sum a_i^2]; the weight decay, which acts on
    every vertex in full, is divided by it, so that it is as strong as in a plain run.
    """
    training, options = recipe.training, recipe.options
    factor = options["rate_factor"] or 1 / geometry.mean_square()
    epochs = recipe.epochs * options["budget"]

    def independent(start: Start) -> Tensor:
        return torch.stack([start.fresh(stream) for stream in range(geometry.n_vertices)])

    stage = Stage(
        vertices=independent,
        geometry=geometry,
        epochs=epochs,
        learning_rate=training.learning_rate * factor,
        schedule=plain_schedule(training, epochs),
        momentum=training.momentum,
        vertex_decay=training.weight_decay / factor,
        beta=options["beta"],
    )
    return Plan(stages=(stage,), rate_factor=factor, weight_decay_divided=True)
