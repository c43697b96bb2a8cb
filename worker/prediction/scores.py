"""What a run's networks achieve on the test split, and which of its images stand out."""

from collections.abc import Callable
from math import log
from typing import NamedTuple

import torch
from torch import Tensor

from backend.contracts.catalog import Family
from backend.contracts.certificates import Evaluation
from backend.contracts.predictions import Sample
from worker.landscape.context import Context
from worker.metrics.quality import example_nll, is_correct, quality
from worker.prediction.members import rows, sampled
from worker.prediction.predictive import log_predictive, log_probabilities
from worker.prediction.uncertainty import uncertainty

POINTS_AT_A_TIME = 8


class Scored(NamedTuple):
    evaluation: Evaluation
    scores: dict[str, Tensor]
    """Of all test images (examples,), float32; images are ranked by falling score."""


def score(
    context: Context,
    *,
    equivalent_trainings: float,
    pulse: Callable[[], None] = lambda: None,
) -> Scored:
    """Evaluate the default sample of the subspace, its centroid and its vertices.

    Args:
        context: The trained subspace.
        equivalent_trainings: What it cost, for the record.
        pulse: Called between a few networks and the next, so that the caller can renew a lease.
    """
    split, separate = context.examples("test"), context.family is Family.MEMBERS
    members = rows(sampled(Sample(), context))[:, : len(context.vertices)]
    single = members[:0] if separate else _centroid_and_vertices(context)
    outputs = _log_probabilities(context, torch.cat([members, single]), pulse)
    sample = outputs[: len(members)]
    alone = sample if separate else outputs[len(members) :]
    qualities = [quality(network, split.targets, members=1) for network in alone]
    evaluation = Evaluation(
        run=context.run,
        subspace=quality(log_predictive(sample), split.targets, members=len(members)),
        centroid=None if separate else qualities[0],
        vertices=qualities if separate else qualities[1:],
        equivalent_trainings=equivalent_trainings,
        examples=len(split),
    )
    # Separate networks have no centroid: an image is hard when it is hard for them on average.
    centre = alone if separate else alone[:1]
    return Scored(evaluation, _scores(sample, centre, split.targets, context.family))


def _log_probabilities(context: Context, networks: Tensor, pulse: Callable[[], None]) -> Tensor:
    """Of networks (networks, n_vertices) on the test split: (networks, examples, classes)."""
    parts = []
    for start in range(0, len(networks), POINTS_AT_A_TIME):
        part = networks[start : start + POINTS_AT_A_TIME]
        logits = context.engine.logits(context.points(part), context.examples("test"))
        parts.append(log_probabilities(logits))
        pulse()
    return torch.cat(parts)


def _centroid_and_vertices(context: Context) -> Tensor:
    """Coefficients of the centroid, then of each vertex, or of the two ends of a curve."""
    count = len(context.vertices)
    each = torch.eye(count, dtype=torch.float64)
    if context.family is Family.CURVE:
        each = each[[0, -1]]
    return torch.cat([torch.full((1, count), 1 / count, dtype=torch.float64), each])


def _scores(sample: Tensor, centre: Tensor, targets: Tensor, family: Family) -> dict[str, Tensor]:
    spread, classes = uncertainty(sample), sample.shape[-1]
    information = spread.mutual_information
    # A single network has no spread: its most uncertain images are those of highest entropy.
    uncertain = information if len(sample) > 1 else spread.predictive_entropy
    scores = {
        "mutual_information": uncertain,
        "centroid_nll": example_nll(centre, targets).mean(dim=0),
        # Less than one change, so that it only orders images that change equally often.
        "changing": _changes(sample.argmax(dim=-1), family) + information / (2 * log(classes)),
        "wrong": _wrongness(log_predictive(sample), targets),
    }
    return {name: values.float() for name, values in scores.items()}


def _changes(classes: Tensor, family: Family) -> Tensor:
    """How often the class (members, examples) changes along the curve, or departs from the mode."""
    if family is Family.CURVE:
        return classes.diff(dim=0).ne(0).sum(dim=0).double()
    return classes.ne(classes.mode(dim=0).values).sum(dim=0).double()


def _wrongness(predictive: Tensor, targets: Tensor) -> Tensor:
    """Confidence of wrong answers, above 0; minus that of right ones."""
    confidence = predictive.amax(dim=-1).exp()
    return torch.where(is_correct(predictive, targets), -confidence, confidence)
