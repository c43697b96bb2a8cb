import pytest
import torch

from backend.contracts.predictions import PredictionRequest, Sample
from tests.worker.contexts import random_context
from tests.worker.prediction.asking import asked
from worker.evaluation.scores import score

EVERY = list(range(2_300))


@pytest.mark.parametrize(
    ("method", "vertices", "members", "alone", "who"),
    [
        ("curve_between", 3, 32, 2, "middle"),
        ("simplex", 3, 32, 3, "centroid"),
        ("deep_ensemble", 4, 4, 4, None),
        ("single", 1, 1, 1, None),
    ],
)
def test_each_family_has_its_rows(
    method: str, vertices: int, members: int, alone: int, who: str | None
) -> None:
    evaluation, scores, _ = score(random_context(method, vertices), equivalent_trainings=2.5)
    assert evaluation.subspace.members == members
    assert len(evaluation.vertices) == alone
    assert (evaluation.representative is not None) == (who is not None)
    assert (evaluation.represented_by and evaluation.represented_by.kind) == who
    assert evaluation.equivalent_trainings == 2.5
    assert evaluation.gain is not None
    mean_of_vertices = sum(one.nll for one in evaluation.vertices) / alone
    gap = evaluation.subspace.nll - mean_of_vertices
    assert evaluation.gain.nll == pytest.approx(gap, abs=1e-6)
    assert evaluation.examples == 2_300
    assert sorted(scores) == ["changing", "mutual_information", "representative_nll", "wrong"]
    assert all(s.shape == (2_300,) and s.dtype == torch.float32 for s in scores.values())


def test_rows_equal_the_answer_to_the_default_sample() -> None:
    context = random_context("bezier", 3)
    evaluation, scores, _ = score(context, equivalent_trainings=1)
    request = PredictionRequest(sample=Sample(), examples=EVERY, images=False)
    prediction = asked(request, context)
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


def test_ends_of_a_curve_are_its_first_and_last_network_and_its_middle_stands_for_it() -> None:
    context = random_context("curve_between", 3)
    evaluation, scores, _ = score(context, equivalent_trainings=1)
    coefficients = torch.tensor([[1.0, 0, 0], [0, 0, 1], [0.25, 0.5, 0.25]])
    means = context.engine.scores(context.points(coefficients), context.examples("test")).means()
    rows = [*evaluation.vertices, evaluation.representative]
    for row, expected in zip(rows, means, strict=True):
        assert row is not None
        assert row.nll == pytest.approx(expected.loss.value, rel=1e-5)
        assert row.nll_standard_error == pytest.approx(expected.loss.standard_error, rel=1e-4)
    assert scores["representative_nll"].mean().item() == pytest.approx(
        means[2].loss.value, rel=1e-5
    )


def test_a_single_network_is_uncertain_where_its_entropy_is_high() -> None:
    context = random_context("single", 1)
    _, scores, _ = score(context, equivalent_trainings=1)
    request = PredictionRequest(sample=Sample(), examples=EVERY, images=False)
    prediction = asked(request, context)
    assert scores["mutual_information"].tolist() == pytest.approx(
        prediction.predictive_entropy, abs=1e-5
    )
