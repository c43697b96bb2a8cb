"""Batch-norm statistics of the networks that the first look at a subspace asks for.

They take a pass over thousands of training images for each of its networks, which whoever trained
it has made already.
"""

from torch import Tensor

from backend.contracts.predictions import Sample
from worker.landscape.context import Context
from worker.landscape.engine import Points
from worker.prediction.members import points_of, sampled

NAME = "default_sample"


def sample_statistics(context: Context) -> dict[str, Tensor]:
    """Of the default sample (networks, n_statistics), once it was evaluated; by name."""
    points = _points(context)
    known = None if points is None else context.engine.statistics(points)
    return {} if known is None else {NAME: known}


def learn_sample_statistics(context: Context, published: dict[str, Tensor]) -> None:
    """Spare the context what `sample_statistics` of another one has published."""
    points = _points(context)
    if NAME in published and points is not None:
        context.engine.learn_statistics(points, published[NAME].to(context.vertices.device))


def _points(context: Context) -> Points | None:
    """None for clouds, whose displacements are too large to be kept for all."""
    if context.scatter is not None:
        return None
    return points_of(sampled(Sample(), context), context)
