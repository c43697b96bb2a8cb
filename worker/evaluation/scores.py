"""What a run's networks achieve on the test split, and which of its images stand out."""

from math import log
from typing import NamedTuple

import torch
from torch import Tensor

from backend.contracts.evaluation import Evaluation
from worker.engine.context import Context
from worker.evaluation.against import gain, per_image
from worker.evaluation.networks import Pulse, networks_of, outputs_of, represented_by
from worker.metrics.predictive import log_predictive
from worker.metrics.quality import example_nll, is_correct
from worker.metrics.report import quality
from worker.metrics.uncertainty import uncertainty


class Scored(NamedTuple):
    evaluation: Evaluation
    scores: dict[str, Tensor]
    """Of all test images (examples,), float32; images are ranked by falling score."""
    per_image: dict[str, Tensor]
    """The same, to be compared with other networks image by image."""


def score(
    context: Context,
    *,
    equivalent_trainings: float,
    pulse: Pulse = lambda: None,
) -> Scored:
    """Evaluate the default sample of the subspace, its representative and its vertices.

    Args:
        context: The trained subspace.
        equivalent_trainings: What it cost, for the record.
        pulse: Called between a few networks and the next, so that the caller can renew a lease.
    """
    split = context.examples("test")
    outputs, targets = outputs_of(networks_of(context), split, context, pulse), split.targets.cpu()
    middle, vertices = (
        [quality(network, targets, members=1) for network in networks]
        for networks in (outputs.representative, outputs.vertices)
    )
    members, each = len(outputs.sample), per_image(outputs, targets)
    evaluation = Evaluation(
        run=context.run,
        subspace=quality(log_predictive(outputs.sample), targets, members=members),
        representative=middle[0] if middle else None,
        represented_by=represented_by(context),
        vertices=vertices,
        gain=gain(each),
        equivalent_trainings=equivalent_trainings,
        examples=len(split),
    )
    # None of separate networks stands for all: an image is hard when it is for them on average.
    alone = outputs.representative if len(outputs.representative) else outputs.vertices
    scores = _scores(outputs.sample, alone, targets, ordered=context.geometry.ordered)
    return Scored(evaluation, scores, each)


def _scores(sample: Tensor, alone: Tensor, targets: Tensor, *, ordered: bool) -> dict[str, Tensor]:
    spread, classes = uncertainty(sample), sample.shape[-1]
    information = spread.mutual_information
    # A single network has no spread: its most uncertain images are those of highest entropy.
    uncertain = information if len(sample) > 1 else spread.predictive_entropy
    changes = _changes(sample.argmax(dim=-1), ordered=ordered)
    scores = {
        "mutual_information": uncertain,
        "representative_nll": example_nll(alone, targets).mean(dim=0),
        # Less than one change, so that it only orders images that change equally often.
        "changing": changes + information / (2 * log(classes)),
        "wrong": _wrongness(log_predictive(sample), targets),
    }
    return {name: values.float() for name, values in scores.items()}


def _changes(classes: Tensor, *, ordered: bool) -> Tensor:
    """How often the class (members, examples) changes along the curve, or departs from the mode."""
    if ordered:
        return classes.diff(dim=0).ne(0).sum(dim=0).double()
    return classes.ne(classes.mode(dim=0).values).sum(dim=0).double()


def _wrongness(predictive: Tensor, targets: Tensor) -> Tensor:
    """Confidence of wrong answers, above 0; minus that of right ones."""
    confidence = predictive.amax(dim=-1).exp()
    return torch.where(is_correct(predictive, targets), -confidence, confidence)
