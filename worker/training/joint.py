"""Vertices trained together in one run, so that all between them is good (Wortsman 2021).

All vertices are initialised independently; one coefficient draw per mini-batch; the loss is
CE(w(a)) + beta cos^2(v_i, v_j) for one random pair; weight decay acts on the vertices.
"""

from typing import Any

import torch
from torch import Tensor

from backend.contracts.recipes import Recipe
from worker.subspaces.geometry import SubspaceGeometry
from worker.training.plan import Plan, Stage, Start
from worker.training.schedule import plain_schedule

RISE, RISE_EPOCHS = 1 / 3, 5.0
"""The rate rises over this part of a run, at most over the five epochs of the paper; longer where
the recipe's warm-up is longer."""
LARGEST_GRADIENT = 2.0
"""About the ninth decile of a plain CNN's gradients on MNIST; keeps joint CNNs from dying."""


def joint_plan(recipe: Recipe, geometry: SubspaceGeometry) -> Plan:
    """The plan of methods that train one subspace and differ by its geometry alone."""
    return plan_of((joint_stage(recipe, geometry),), recipe, geometry)


def plan_of(
    stages: tuple[Stage, ...], recipe: Recipe, geometry: SubspaceGeometry, **more: Any
) -> Plan:
    """A plan whose record says by what the learning rate was multiplied."""
    factor = rate_factor(recipe, geometry)
    return Plan(stages=stages, rate_factor=factor, weight_decay_divided=True, **more)


def rate_factor(recipe: Recipe, geometry: SubspaceGeometry) -> float:
    named: float = recipe.options["rate_factor"]
    return named or 1 / geometry.mean_square()


def joint_stage(
    recipe: Recipe, geometry: SubspaceGeometry, *, stream: int = 0, **more: Any
) -> Stage:
    """Vertices trained together from independent first weights.

    Learning-rate law: a vertex moves by its coefficient times the point's step, so the point moves
    by s = sum a_i^2 of it. The rate is multiplied by 1 / E[s], and in each draw by E[s] / s, so
    that every point moves as far as in a plain run: with 1 / E[s] alone, points near the vertices
    move up to three times as far, and curves and simplexes run away. The weight decay acts on
    every vertex in full, so it is divided by the factor. A factor that the recipe names is taken
    as it is, for all draws alike; 1 is the published step.

    Args:
        recipe: With `SubspaceOptions`.
        geometry: Of the subspace.
        stream: Of the stage; vertices start from streams of their own from this number on.
        more: Fields of the stage that differ.
    """
    training, options = recipe.training, recipe.options
    factor = rate_factor(recipe, geometry)
    epochs = recipe.epochs * options["budget"]

    def independent(start: Start) -> Tensor:
        return torch.stack([start.fresh(stream + i) for i in range(geometry.n_vertices)])

    fields: dict[str, Any] = {
        "vertices": independent,
        "geometry": geometry,
        "epochs": epochs,
        "learning_rate": training.learning_rate * factor,
        "schedule": plain_schedule(training, epochs, rise=min(RISE, RISE_EPOCHS / epochs)),
        "momentum": training.momentum,
        "vertex_decay": training.weight_decay / factor,
        "beta": options["beta"],
        "equal_steps": options["rate_factor"] == 0,
        "largest_gradient": LARGEST_GRADIENT,
        "layerwise": options["layerwise"],
        "stream": stream,
    }
    return Stage(**fields | more)
