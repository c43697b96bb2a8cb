from collections.abc import Mapping

import pytest
import torch
from torch import Tensor

from backend.contracts.predictions import PredictionRequest
from worker.engine.refusal import RequestRefused
from worker.prediction.selection import Selected, selected

SCORES = {
    "mutual_information": torch.tensor([0.1, 0.3, 0.2, 0.3]),
    "representative_nll": torch.tensor([4.0, 1.0, 3.0, 2.0]),
    "changing": torch.tensor([0.0, 2.0, 1.0, 0.0]),
    "wrong": torch.tensor([-0.9, -0.4, 0.9, 0.5]),
    "moderated": torch.tensor([0.125, 0.0, 0.25, 0.5]),
}


def ranked(**request: object) -> Selected:
    return selected(PredictionRequest.model_validate({"sample": {}} | request), 4, lambda: SCORES)


def choose(**request: object) -> list[int]:
    return ranked(**request).indices


@pytest.mark.parametrize(
    ("selection", "order"),
    [
        ("uncertain", [1, 3, 2, 0]),
        ("changing", [1, 2, 0, 3]),
        ("wrong", [2, 3, 1, 0]),
        ("hard", [0, 2, 3, 1]),
        ("easy", [1, 3, 2, 0]),
        ("flips", [3, 2, 0, 1]),
    ],
)
def test_images_are_ranked_and_ties_keep_the_order_of_the_data(
    selection: str, order: list[int]
) -> None:
    assert choose(selection=selection, examples=4) == order
    assert choose(selection=selection, examples=2) == order[:2]


def test_what_ranked_the_images_comes_with_them() -> None:
    assert ranked(selection="flips", examples=2).scores == [0.5, 0.25]
    assert ranked(selection="random", examples=2).scores is None


def test_random_images_are_different_and_repeatable() -> None:
    assert choose(selection="random", examples=4, seed=1) == choose(
        selection="random", examples=4, seed=1
    )
    assert sorted(choose(selection="random", examples=4)) == [0, 1, 2, 3]


def test_numbers_are_taken_as_they_are() -> None:
    assert choose(examples=[3, 0, 3]) == [3, 0, 3]


def test_scores_are_loaded_only_to_rank() -> None:
    def refuse() -> Mapping[str, Tensor]:
        raise AssertionError("scores were loaded")

    request = PredictionRequest.model_validate({"sample": {}, "examples": [1]})
    assert selected(request, 4, refuse) == ([1], None)


@pytest.mark.parametrize(
    ("request_", "pointer", "words"),
    [
        ({"examples": [0, 4]}, "/examples/1", "0 to 3; got 4"),
        ({"examples": 5}, "/examples", "has 4 images; got 5"),
        ({"examples": 2, "split": "train"}, "/selection", "random"),
    ],
)
def test_images_that_are_not_there_are_refused(
    request_: dict[str, object], pointer: str, words: str
) -> None:
    with pytest.raises(RequestRefused, match=words) as refused:
        choose(**request_)
    assert refused.value.pointer == pointer
