"""A few networks on a whole split: known answers, and as the service gives them."""

import pytest
import torch
from pydantic import ValidationError

from backend.contracts.predictions import Prediction, PredictionRequest
from tests.worker.contexts import random_context
from tests.worker.prediction.asking import asked
from worker.engine.context import Context
from worker.prediction.split_details import split_details


def ask(context: Context, **request: object) -> Prediction:
    return asked(
        PredictionRequest.model_validate({"examples": [5], "split_details": True} | request),
        context,
    )


def outputs(*ones: float) -> torch.Tensor:
    """Log-probabilities (examples, 2) of one network from those of class 1."""
    return torch.tensor([[1 - p, p] for p in ones], dtype=torch.float64).log()


def test_differing_images_come_with_the_most_confident_contradiction_first() -> None:
    a = outputs(0.9, 0.6, 0.8, 0.2)
    b = outputs(0.2, 0.3, 0.1, 0.1)
    details = split_details(torch.stack([a, b]), torch.tensor([1, 1, 1, 0]))
    assert details.examples == 4
    assert details.differing == [[0, 3], [3, 0]]
    assert details.differing_examples == [0, 2, 1]
    assert [network.accuracy for network in details.networks] == [1.0, 0.25]


def test_the_second_is_behind_the_first_image_by_image() -> None:
    a, b = outputs(0.9, 0.6), outputs(0.6, 0.3)
    first, second = split_details(torch.stack([a, b]), torch.tensor([1, 1])).behind_first
    assert (first.nll, first.accuracy) == (0, 0)
    differences = torch.tensor([0.9 / 0.6, 0.6 / 0.3], dtype=torch.float64).log()
    assert second.nll == pytest.approx(float(differences.mean()))
    assert second.nll_standard_uncertainty == pytest.approx(float(differences.std()) / 2**0.5)
    assert second.accuracy == 0.5


def test_one_network_never_differs_from_itself() -> None:
    details = ask(random_context("line", 2), point={"t": 0.5}).split_details
    assert details is not None
    assert (details.differing, details.differing_examples) == ([[0]], [])


def test_its_loss_and_accuracy_are_those_of_the_split() -> None:
    context = random_context("deep_ensemble", 3)
    prediction = ask(context, point={"member": 1})
    assert prediction.split_details is not None
    (network,) = prediction.split_details.networks
    assert network.nll == pytest.approx(prediction.split_loss, rel=1e-6)
    assert network.accuracy == prediction.split_accuracy
    assert sum(each.images for each in network.reliability) == prediction.split_details.examples


def test_without_being_asked_nothing_is_computed() -> None:
    assert ask(random_context("line", 2), sample={}, split_details=False).split_details is None


@pytest.mark.parametrize("who", [{"sample": {}}, {"points": [{"t": 0}] * 5}])
def test_details_of_many_networks_are_refused(who: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="at most 4 points"):
        PredictionRequest.model_validate(who | {"split_details": True})
