"""What networks say about the images shown, and about the whole split, as far as it is known."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from torch import Tensor

from backend.contracts.predictions import PredictionRequest
from backend.contracts.questions import AnswerProgress
from worker.engine.context import EARLY_IMAGES, Context
from worker.prediction.members import Member
from worker.prediction.output_cache import NamedExamples, Network, OutputCache
from worker.prediction.time_budget import NotYet, TimeBudget

FIRST_SECONDS = 0.15
"""Of work after which a first answer does not wait for figures of the split."""


@dataclass(frozen=True)
class Said:
    """Log-probabilities (networks, examples, classes), float64, on the CPU."""

    shown: Tensor
    """About the images that are shown."""
    split: Tensor | None
    """About the whole split; none where nobody asked, and as long as it is not known."""
    progress: AnswerProgress | None
    """Of what is not known yet."""
    provisional: int | None
    """Training images of the batch-norm statistics, where they are few."""


def said(
    members: Sequence[Member],
    images: NamedExamples,
    request: PredictionRequest,
    context: Context,
    cache: OutputCache,
    budget: TimeBudget,
) -> Said:
    """As much as fits into the budget, the images shown first.

    Raises:
        NotYet: They are not shown yet, or the request wants the answer whole.
        RequestRefused: The numbers of a network overflow.
    """
    networks = [Network(member, context) for member in members]
    split = _split(request, context) if _is_split_wanted(networks, request) else None
    goal = split or images
    first = _first(networks, images, request, cache, budget)
    if first is not None:
        return Said(first, None, cache.progress(networks, goal), EARLY_IMAGES)
    try:
        shown = cache.of(networks, images, budget)
    except NotYet:
        raise NotYet(cache.progress(networks, goal)) from None
    if split is None:
        return Said(shown, None, None, None)
    if request.early and not cache.begun(networks, split):
        budget.at_most(FIRST_SECONDS)
    try:
        return Said(shown, cache.of(networks, split, budget), None, None)
    except NotYet as not_yet:
        if not request.early:
            raise
        return Said(shown, None, not_yet.progress, None)


def _first(
    networks: Sequence[Network],
    images: NamedExamples,
    request: PredictionRequest,
    cache: OutputCache,
    budget: TimeBudget,
) -> Tensor | None:
    """With statistics of few training images; none where the final ones are known.

    Once it was given, the budget goes to the final ones; until they are known, it is given again.
    """
    if not request.early or cache.known(networks, images):
        return None
    early = [replace(network, early=True) for network in networks]
    if cache.complete(early, images):
        try:
            cache.of(networks, images, budget)
        except NotYet:
            return cache.of(early, images, budget)
        return None
    return cache.of(early, images, budget)


def _is_split_wanted(networks: Sequence[Network], request: PredictionRequest) -> bool:
    """Of a single network, where no other images are asked about; else where it was asked for."""
    elsewhere = bool(request.given_images) or request.influence is not None
    return request.split_details or (len(networks) == 1 and not elsewhere)


def _split(request: PredictionRequest, context: Context) -> NamedExamples:
    examples = context.examples(request.split)
    return NamedExamples((context.data.sha256, request.split, len(examples)), examples)
