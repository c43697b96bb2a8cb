"""Batch-norm statistics of the networks that the first looks at a subspace ask for.

They take a pass over thousands of training images for each of its networks, which whoever trained
it has made already.
"""

from torch import Tensor

from backend.contracts.predictions import Sample
from worker.engine.context import Context
from worker.engine.engine import Points
from worker.evaluation.networks import networks_of
from worker.prediction.members import points_of, rows, sampled

NAME = "default_sample"
ALONE = "alone"
"""The networks that were evaluated on their own: the middle of the family, and its vertices."""
WHERE = "alone_coefficients"
"""Of those (networks, n_vertices), float64: which ones they are is no matter of agreement."""


def sample_statistics(context: Context) -> dict[str, Tensor]:
    """Of what was evaluated before: the default sample, and networks alone; by name."""
    if context.scatter is not None:  # displacements are too large to be kept for all
        return {}
    where = _alone(context)
    drawn = context.engine.statistics(_sample(context))
    alone = context.engine.statistics(context.points(where))
    return {
        **({} if drawn is None else {NAME: drawn}),
        **({} if alone is None else {ALONE: alone, WHERE: where}),
    }


def learn_sample_statistics(context: Context, published: dict[str, Tensor]) -> None:
    """Spare the context what `sample_statistics` of another one has published."""
    if context.scatter is not None:
        return
    if NAME in published:
        _learn(context, _sample(context), published[NAME])
    if ALONE in published:
        _learn(context, context.points(published[WHERE].cpu()), published[ALONE])


def _learn(context: Context, points: Points, statistics: Tensor) -> None:
    context.engine.learn_statistics(points, statistics.to(context.vertices.device))


def _sample(context: Context) -> Points:
    return points_of(sampled(Sample(), context), context)


def _alone(context: Context) -> Tensor:
    networks = networks_of(context)
    middle = [] if networks.representative is None else [networks.representative]
    return rows([*middle, *networks.vertices])[:, : len(context.vertices)].contiguous()
