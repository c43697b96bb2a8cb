"""The answer to one question: what do these networks say about these images?"""

from collections.abc import Callable, Mapping
from math import nan
from time import perf_counter
from typing import Any

from torch import Tensor

from backend.contracts.catalog import LIMITS
from backend.contracts.predictions import Prediction, PredictionRequest, SplitDetails
from worker.landscape.context import Context
from worker.landscape.engine import Examples, PointScore
from worker.metrics.quality import Mean, example_nll, finite, is_correct, mean
from worker.prediction.members import Member, members_of, points_of
from worker.prediction.pictures import pictures_of
from worker.prediction.placement import placements
from worker.prediction.predictive import log_predictive, log_probabilities
from worker.prediction.refusal import RequestRefused
from worker.prediction.split_details import split_details
from worker.prediction.uncertainty import uncertainty


def answer(
    request: PredictionRequest,
    context: Context,
    *,
    load_scores: Callable[[], Mapping[str, Tensor]],
    is_landscape: Callable[[str], bool],
) -> Prediction:
    """What the members of a request say about its images; for one member also its split's loss.

    Args:
        request: Members and images.
        context: The subspace.
        load_scores: Scores of all test images by name, for ranked selections.
        is_landscape: Whether a landscape of this run has that id.

    Raises:
        RequestRefused: The request does not fit this run.
    """
    started = perf_counter()
    members = members_of(request, context, is_landscape)
    pictures = pictures_of(request, context, load_scores)
    _check_size(len(members), len(pictures), context.n_classes)
    outputs = _outputs(members, pictures.examples(), context)
    whole = _on_whole_split(members, request, context)
    return Prediction(
        run=context.run,
        examples=pictures.shown(request.images is not False),
        members=placements(members, context),
        split_loss=finite(whole.loss.value),
        split_loss_standard_error=finite(whole.loss.standard_error),
        split_accuracy=finite(whole.accuracy.value),
        split_accuracy_standard_error=finite(whole.accuracy.standard_error),
        **_statistics(outputs, pictures.targets),
        scores=pictures.scores,
        split_details=_details(members, request, context),
        seconds=(seconds := perf_counter() - started),
        timings={"inference": seconds},
    )


def _check_size(members: int, examples: int, classes: int) -> None:
    values = members * examples * classes
    if values > LIMITS.prediction_values:
        raise RequestRefused(
            "/examples",
            f"{members} members x {examples} images x {classes} classes are {values:,} numbers; "
            f"ask for at most {LIMITS.prediction_values:,}",
        )


def _outputs(members: list[Member], examples: Examples, context: Context) -> Tensor:
    """Log-probabilities (members, examples, classes), float64."""
    logits = context.engine.logits(points_of(members, context), examples)
    overflowing = logits.isfinite().flatten(1).all(dim=1).logical_not().nonzero()
    if len(overflowing):
        raise RequestRefused(
            members[int(overflowing[0])].pointer,
            "the numbers of the network at this point overflow; take one nearer to the family",
        )
    return log_probabilities(logits)


def _on_whole_split(
    members: list[Member], request: PredictionRequest, context: Context
) -> PointScore:
    """Of a single network; not a number for several, nor where other images are asked about."""
    if len(members) > 1 or request.given_images or request.influence is not None:
        return PointScore(loss=Mean(nan, nan), accuracy=Mean(nan, nan))
    split = context.examples(request.split)
    (score,) = context.engine.scores(points_of(members, context), split).means()
    return score


def _details(
    members: list[Member], request: PredictionRequest, context: Context
) -> SplitDetails | None:
    if not request.split_details:
        return None
    split = context.examples(request.split)
    return split_details(_outputs(members, split, context), split.targets)


def _statistics(outputs: Tensor, targets: Tensor | None) -> dict[str, Any]:
    """The fields of a prediction that follow from its members' log-probabilities."""
    predictive, spread = log_predictive(outputs), uncertainty(outputs)
    deviations = spread.standard_uncertainty
    return {
        "probabilities": outputs.exp().tolist(),
        "predictive": predictive.exp().tolist(),
        "standard_uncertainty": None if deviations is None else deviations.tolist(),
        "predictive_entropy": spread.predictive_entropy.tolist(),
        "expected_entropy": spread.expected_entropy.tolist(),
        "mutual_information": spread.mutual_information.tolist(),
        "accuracy": None if targets is None else mean(is_correct(predictive, targets)).value,
        "nll": None if targets is None else mean(example_nll(predictive, targets)).value,
    }
