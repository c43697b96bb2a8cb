from collections.abc import Mapping
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.func import functional_call

from backend.contracts.predictions import Prediction, PredictionRequest
from tests.worker.contexts import cnn, random_context
from tests.worker.prediction.asking import asked
from worker.engine.context import Context
from worker.engine.refusal import RequestRefused
from worker.subspaces.layout import Layout


def no_scores() -> Mapping[str, Tensor]:
    raise AssertionError("scores were loaded")


def ask(context: Context, **request: Any) -> Prediction:
    return asked(
        PredictionRequest.model_validate({"examples": [5, 0, 7]} | request),
        context,
        load_scores=no_scores,
    )


def plain_probabilities(context: Context, flat: Tensor, indices: list[int]) -> list[list[float]]:
    views = Layout.of(context.module).views(flat.float())
    images = context.examples("test").images[indices]
    logits = functional_call(context.module, views, images, strict=True).detach().double()
    return logits.softmax(dim=-1).tolist()


@pytest.mark.parametrize("network", ["mlp", "cnn"])
def test_probabilities_are_those_of_the_network_at_each_point(network: str) -> None:
    context = random_context("curve_between", 3, cnn() if network == "cnn" else None)
    prediction = ask(
        context, points=[{"t": 0}, {"t": 0.5}, {"landscape": "a" * 12, "x": 1, "y": 2}]
    )
    a, control, b = context.vertices
    flats = [a, a / 4 + control / 2 + b / 4, context.plane.point(1, 2)]
    for probabilities, flat in zip(prediction.probabilities, flats, strict=True):
        expected = torch.tensor(plain_probabilities(context, flat, [5, 0, 7]))
        assert torch.allclose(torch.tensor(probabilities), expected, atol=1e-5)


def test_predictive_is_the_mean_and_its_statistics_belong_together() -> None:
    prediction = ask(random_context("simplex", 3), sample={"count": 9})
    members = torch.tensor(prediction.probabilities, dtype=torch.float64)
    assert members.shape == (9, 3, 4)
    assert torch.allclose(torch.tensor(prediction.predictive).double(), members.mean(dim=0))
    assert prediction.standard_uncertainty is not None
    spread = torch.tensor(prediction.standard_uncertainty, dtype=torch.float64)
    assert torch.allclose(spread, members.std(dim=0))
    for total, expected, between in zip(
        prediction.predictive_entropy,
        prediction.expected_entropy,
        prediction.mutual_information,
        strict=True,
    ):
        assert between == pytest.approx(total - expected)
    assert len(prediction.members) == 9
    assert all(member.on_family for member in prediction.members)


def test_one_network_also_says_its_loss_on_the_whole_split() -> None:
    context = random_context("deep_ensemble", 3)
    prediction = ask(context, point={"member": 1}, split="train")
    views = Layout.of(context.module).views(context.vertices[1])
    split = context.examples("train")
    logits = functional_call(context.module, views, split.images, strict=True).detach()
    loss = nn.functional.cross_entropy(logits, split.targets).item()
    accuracy = (logits.argmax(dim=-1) == split.targets).double().mean().item()
    assert prediction.split_loss == pytest.approx(loss, rel=1e-5)
    assert prediction.split_accuracy == accuracy
    assert prediction.split_accuracy_standard_error == pytest.approx(
        (accuracy * (1 - accuracy) / (len(split) - 1)) ** 0.5
    )
    assert prediction.standard_uncertainty is None


def test_the_figures_of_a_place_are_those_of_the_map_there() -> None:
    context = random_context("simplex", 3)
    prediction = ask(context, point={"coefficients": [0, 1, 0]})
    place = context.points(torch.tensor([[0.0, 1.0, 0.0]], dtype=torch.float64))
    scores = context.engine.scores(place, context.examples("test"))
    assert prediction.split_ece == pytest.approx(scores.calibration_errors()[0], rel=1e-4)
    assert prediction.split_entropy == pytest.approx(scores.entropies()[0], rel=1e-5)
    spread = scores.entropy[0].std().item() / len(context.examples("test")) ** 0.5
    assert prediction.split_entropy_standard_error == pytest.approx(spread, rel=1e-4)


def test_several_networks_have_no_single_loss() -> None:
    prediction = ask(random_context("line", 2), sample={"count": 2})
    assert prediction.split_loss is None
    assert prediction.split_accuracy_standard_error is None
    assert (prediction.split_ece, prediction.split_entropy) == (None, None)


def test_images_come_in_the_order_asked_with_their_targets() -> None:
    context = random_context("line", 2)
    prediction = ask(context, sample={"count": 2})
    assert [example.index for example in prediction.examples] == [5, 0, 7]
    targets = context.data.test.targets[[5, 0, 7]].tolist()
    assert [example.target for example in prediction.examples] == targets
    assert all(str(e.image).startswith("data:image/png;base64,") for e in prediction.examples)
    plain = ask(context, sample={"count": 2}, images=False)
    assert [example.image for example in plain.examples] == [None] * 3
    predicted = torch.tensor(prediction.predictive).argmax(dim=1)
    assert prediction.accuracy == (predicted == torch.tensor(targets)).double().mean()


def test_the_answer_is_finite_json() -> None:
    prediction = ask(random_context("single", 1), sample={})
    assert Prediction.model_validate_json(prediction.model_dump_json()) == prediction


def test_a_place_of_enormous_numbers_has_its_figures_or_is_refused() -> None:
    context = random_context("simplex", 3)
    figures = ask(context, point={"coefficients": [1e6, -1e6, 1]}, split_details=True)
    assert figures.split_loss is not None
    assert figures.split_loss > 1e3
    assert 0 <= (figures.split_ece or 0) <= 1
    for vertex in context.vertices:
        vertex.mul_(1e25)
    with pytest.raises(RequestRefused, match="overflow"):
        ask(context, point={"coefficients": [1, 0, 0]}, split_details=True)


def test_overflow_is_refused_at_the_point_that_overflows() -> None:
    module = nn.Sequential(
        nn.Flatten(), nn.Linear(36, 4), *[nn.Linear(4, 4, bias=False) for _ in range(8)]
    )
    context = random_context("line", 2, module)
    with pytest.raises(RequestRefused, match="overflow") as refused:
        ask(context, points=[{"t": 0.5}, {"coefficients": [1e6, 1 - 1e6]}])
    assert refused.value.pointer == "/points/1/coefficients"


def test_too_many_numbers_are_refused_before_they_are_computed() -> None:
    with pytest.raises(RequestRefused, match="2,355,200 numbers") as refused:
        ask(random_context("line", 2), sample={"count": 256}, examples=list(range(2_300)))
    assert refused.value.pointer == "/examples"
