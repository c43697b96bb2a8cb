"""Which images are shown."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import torch
from torch import Tensor

from backend.contracts.predictions import PredictionRequest, Selection
from worker.engine.refusal import RequestRefused

RANKED_BY = {
    Selection.UNCERTAIN: "mutual_information",
    Selection.CHANGING: "changing",
    Selection.WRONG: "wrong",
    Selection.HARD: "representative_nll",
    Selection.EASY: "representative_nll",
    Selection.FLIPS: "moderated",
}
"""Highest score first; the easy ones lowest first. Ties in the order of the data."""


class Selected(NamedTuple):
    """In the order in which they are shown."""

    indices: list[int]
    """Numbers of the images."""
    scores: list[float] | None
    """That ranked them; none where nothing did."""


def selected(
    request: PredictionRequest, n_examples: int, load_scores: Callable[[], Mapping[str, Tensor]]
) -> Selected:
    """The images that a request asks for.

    Args:
        request: Numbers, or a count and a selection.
        n_examples: Length of the split.
        load_scores: Scores of all test images; called only where they rank.

    Raises:
        RequestRefused: There are no such images.
    """
    if isinstance(request.examples, list):
        return Selected(_in_range(request.examples, n_examples), None)
    if request.examples > n_examples:
        raise RequestRefused(
            "/examples",
            f"the {request.split} split has {n_examples} images; got {request.examples}",
        )
    if request.selection is Selection.RANDOM:
        generator = torch.Generator().manual_seed(request.seed)
        order = torch.randperm(n_examples, generator=generator)
        return Selected(order[: request.examples].tolist(), None)
    if request.split != "test":
        raise RequestRefused(
            "/selection",
            f"images are ranked on the test split; on {request.split} take random or give numbers",
        )
    descending = request.selection is not Selection.EASY
    scores = load_scores()[RANKED_BY[request.selection]]
    chosen = scores.argsort(descending=descending, stable=True)[: request.examples]
    return Selected(chosen.tolist(), scores[chosen].tolist())


def _in_range(indices: list[int], n_examples: int) -> list[int]:
    for i, index in enumerate(indices):
        if index >= n_examples:
            raise RequestRefused(
                f"/examples/{i}", f"images run from 0 to {n_examples - 1}; got {index}"
            )
    return indices
