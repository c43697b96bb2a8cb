import pytest
import torch

from backend.contracts.predictions import PredictionRequest, Sample
from tests.worker.contexts import random_context
from worker.prediction.answer import answer
from worker.prediction.scores import score

EVERY = list(range(2_300))


@pytest.mark.parametrize(
    ("method", "vertices", "members", "alone", "centroid"),
    [
        ("curve_between", 3, 32, 2, True),
        ("simplex", 3, 32, 3, True),
        ("deep_ensemble", 4, 4, 4, False),
        ("single", 1, 1, 1, False),
    ],
)
def test_each_family_has_its_rows(
    method: str, vertices: int, members: int, alone: int, centroid: bool
) -> None:
    evaluation, scores, _ = score(random_context(method, vertices), equivalent_trainings=2.5)
    assert evaluation.subspace.members == members
    assert len(evaluation.vertices) == alone
    assert (evaluation.centroid is not None) == centroid
    assert evaluation.equivalent_trainings == 2.5
    assert evaluation.examples == 2_300
    assert sorted(scores) == ["centroid_nll", "changing", "mutual_information", "wrong"]
    assert all(s.shape == (2_300,) and s.dtype == torch.float32 for s in scores.values())


def test_rows_equal_the_answer_to_the_default_sample() -> None:
    context = random_context("bezier", 3)
    evaluation, scores, _ = score(context, equivalent_trainings=1)
    request = PredictionRequest(sample=Sample(), examples=EVERY, images=False)
    prediction = answer(request, context, load_scores=dict, is_landscape=lambda _: True)
    assert evaluation.subspace.nll == pytest.approx(prediction.nll, rel=1e-6)
    assert evaluation.subspace.accuracy == prediction.accuracy
    assert scores["mutual_information"].tolist() == pytest.approx(
        prediction.mutual_information, abs=1e-6
    )
    classes = torch.tensor(prediction.probabilities).argmax(dim=-1)
    changes = (classes[1:] != classes[:-1]).sum(dim=0)
    assert torch.equal(scores["changing"].floor().long(), changes)
    right = torch.tensor(prediction.predictive).argmax(dim=-1) == context.data.test.targets
    assert torch.equal(scores["wrong"] < 0, right)


def test_the_sample_of_an_ensemble_beats_its_members_on_average() -> None:
    evaluation, *_ = score(random_context("deep_ensemble", 4), equivalent_trainings=4)
    assert evaluation.subspace.nll <= sum(vertex.nll for vertex in evaluation.vertices) / 4


def test_ends_of_a_curve_are_its_first_and_last_network() -> None:
    context = random_context("curve_between", 3)
    evaluation, scores, _ = score(context, equivalent_trainings=1)
    coefficients = torch.tensor([[1.0, 0, 0], [0, 0, 1], [1 / 3] * 3])
    means = context.engine.scores(context.points(coefficients), context.examples("test")).means()
    rows = [*evaluation.vertices, evaluation.centroid]
    for row, expected in zip(rows, means, strict=True):
        assert row is not None
        assert row.nll == pytest.approx(expected.loss.value, rel=1e-5)
        assert row.nll_standard_error == pytest.approx(expected.loss.standard_error, rel=1e-4)
    assert scores["centroid_nll"].mean().item() == pytest.approx(means[2].loss.value, rel=1e-5)


def test_a_single_network_is_uncertain_where_its_entropy_is_high() -> None:
    context = random_context("single", 1)
    _, scores, _ = score(context, equivalent_trainings=1)
    request = PredictionRequest(sample=Sample(), examples=EVERY, images=False)
    prediction = answer(request, context, load_scores=dict, is_landscape=lambda _: True)
    assert scores["mutual_information"].tolist() == pytest.approx(
        prediction.predictive_entropy, abs=1e-5
    )
