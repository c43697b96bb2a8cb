"""Vertices grown one at a time between networks that stay, for volume (SPRO, Benton 2021)."""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from backend.contracts.recipes import Recipe
from worker.subspaces.geometry import Parts
from worker.subspaces.simplicial import SimplicialComplex, log_volumes
from worker.training.plain import plain_stage
from worker.training.plan import Ending, Published, Stage, Start, Volume
from worker.training.schedule import falling

OFF_CENTRE = 0.02
"""Relative size of the random step off the mean of the others, where the volume has no slope."""
FLATTEST = 0.01
"""Height of a new vertex over its simplex, relative to its size, below which it has collapsed."""

PartsOf = Callable[[int], Parts]
"""Parts of the complex once it has so many vertices."""


def growing_stages(recipe: Recipe, modes: int, grown: int, parts_of: PartsOf) -> tuple[Stage, ...]:
    """One stage for every vertex that is added to `modes` finished ones.

    Args:
        recipe: With `GrowingOptions`.
        modes: Vertices that exist before.
        grown: Vertices that are added.
        parts_of: The complex.
    """
    options = recipe.options
    epochs = recipe.epochs * options["budget"] / grown / options["samples"]
    return tuple(
        plain_stage(
            recipe,
            stream=modes + i,
            member=None,
            vertices=_slightly_off_centre(modes + i, parts_of(modes + i + 1)),
            geometry=SimplicialComplex.evenly(
                modes + i + 1, _touched(parts_of(modes + i + 1), modes + i)
            ),
            epochs=epochs,
            learning_rate=options["learning_rate"] or recipe.training.learning_rate,
            schedule=falling,
            trained=(modes + i, modes + i + 1),
            left=(modes + i, modes + i + 1),
            scored=(*[0.0] * (modes + i), 1.0),
            samples=options["samples"],
            volume=Volume(options["volume_weight"], parts_of(modes + i + 1), modes + i, FLATTEST),
        )
        for i in range(grown)
    )


def _touched(parts: Parts, vertex: int) -> Parts:
    """The simplexes that a vertex belongs to: points of the others say nothing about it."""
    return tuple(part for part in parts if vertex in part)


def _slightly_off_centre(new: int, parts: Parts) -> Callable[[Start], Tensor]:
    """The vertices so far and, last, the mean of those it shares a simplex with, moved a little."""
    neighbours = sorted({i for part in _touched(parts, new) for i in part if i != new})

    def first(start: Start) -> Tensor:
        so_far = start.finished
        others = so_far[neighbours]
        away = start.fresh(new)
        step = away * (OFF_CENTRE * others[0].norm() / away.norm())
        return torch.cat([so_far, (others.mean(dim=0) + step)[None]])

    return first


def published_complex(modes: int, parts_of: PartsOf) -> Callable[[Ending], Published]:
    """The complex of the vertices that there are, and how its volume went."""

    def publish(ending: Ending) -> Published:
        finished = ending.finished
        counts = range(modes + 1, len(finished) + 1)
        volumes = (_total(finished, parts_of(count)) for count in counts)
        return Published(finished, parts_of(len(finished)), log_volumes=tuple(volumes))

    return publish


def _total(vertices: Tensor, parts: Sequence[tuple[int, ...]]) -> float:
    return float(log_volumes(vertices, tuple(parts)).logsumexp(dim=0))
