"""The answer to one question: what do these networks say about these images?"""

from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

from torch import Tensor

from backend.contracts.catalog import LIMITS
from backend.contracts.predictions import Prediction, PredictionRequest
from worker.engine.context import Context
from worker.engine.refusal import RequestRefused
from worker.engine.scores import PointScore
from worker.metrics.predictive import log_predictive
from worker.metrics.quality import example_nll, finite, is_correct, mean
from worker.metrics.reliability import ece
from worker.metrics.uncertainty import entropy, uncertainty
from worker.prediction.in_parts import said
from worker.prediction.members import members_of
from worker.prediction.output_cache import NamedExamples, OutputCache
from worker.prediction.pictures import pictures_of
from worker.prediction.placement import placements
from worker.prediction.split_details import split_details
from worker.prediction.time_budget import TimeBudget


def predict(
    request: PredictionRequest,
    context: Context,
    *,
    cache: OutputCache,
    budget: TimeBudget,
    load_scores: Callable[[], Mapping[str, Tensor]],
    is_landscape: Callable[[str], bool],
) -> Prediction:
    """What the members of a request say about its images; for one member also its split's loss.

    Args:
        request: Members and images.
        context: The subspace.
        cache: What its networks have said before.
        budget: How long may be worked now.
        load_scores: Scores of all test images by name, for ranked selections.
        is_landscape: Whether a landscape of this run has that id.

    Raises:
        NotYet: The budget was too short for what the request wants at least.
        RequestRefused: The request does not fit this run.
    """
    started = perf_counter()
    members = members_of(request, context, is_landscape)
    pictures = pictures_of(request, context, load_scores)
    _check_size(len(members), len(pictures), context.n_classes)
    images = NamedExamples(pictures.name, pictures.examples())
    outputs = said(members, images, request, context, cache, budget)
    targets = None if pictures.targets is None else pictures.targets.cpu()
    return Prediction(
        run=context.run,
        examples=pictures.shown(request.images is not False),
        members=placements(members, context),
        **_statistics(outputs.shown, targets),
        **_of_split(outputs.split, request, context),
        scores=pictures.scores,
        progress=outputs.progress,
        provisional=outputs.provisional,
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


def _of_split(
    outputs: Tensor | None, request: PredictionRequest, context: Context
) -> dict[str, Any]:
    """The fields that are about the whole split; not known where there are no outputs."""
    if outputs is None:
        return {}
    targets = context.examples(request.split).targets.cpu()
    alone = _alone(outputs, request)
    merits = {} if alone is None else _merits(alone, targets)
    return {
        **{f"split_{name}": finite(merit) for name, merit in merits.items()},
        "split_details": split_details(outputs, targets) if request.split_details else None,
    }


def _alone(outputs: Tensor, request: PredictionRequest) -> Tensor | None:
    """Log-probabilities of a single network (examples, classes); none of several, and where other
    images are asked about."""
    elsewhere = bool(request.given_images) or request.influence is not None
    return None if len(outputs) > 1 or elsewhere else outputs[0]


def _merits(outputs: Tensor, targets: Tensor) -> dict[str, float]:
    """Of one network, from its log-probabilities (examples, classes)."""
    loss, accuracy = PointScore.of(example_nll(outputs, targets), is_correct(outputs, targets))
    doubt = mean(entropy(outputs))
    return {
        "loss": loss.value,
        "loss_standard_error": loss.standard_error,
        "accuracy": accuracy.value,
        "accuracy_standard_error": accuracy.standard_error,
        "ece": ece(outputs, targets),
        "entropy": doubt.value,
        "entropy_standard_error": doubt.standard_error,
    }


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
