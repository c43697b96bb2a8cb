from math import log, sqrt

import pytest
import torch
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve
from torch import Tensor
from torchmetrics.classification import BinaryAUROC
from torchmetrics.functional.classification import binary_auroc, binary_average_precision

from tests.worker.metrics.outputs import generator, members
from worker.metrics.ood import SCORES, detection, detections


def scores(seed: int, decimals: int = 6, own: int = 300, foreign: int = 170) -> tuple[Tensor, ...]:
    """Of own and foreign images; few decimals make ties."""
    source = generator(seed)
    both = torch.rand(own + foreign, generator=source, dtype=torch.float64)
    both[own:] = both[own:].sqrt()
    return both[:own].round(decimals=decimals), both[own:].round(decimals=decimals)


def labelled(own: Tensor, foreign: Tensor) -> tuple[Tensor, Tensor]:
    labels = torch.cat([torch.zeros(len(own)), torch.ones(len(foreign))]).long()
    return labels, torch.cat([own, foreign])


@pytest.mark.parametrize("decimals", [6, 1])
@pytest.mark.parametrize("seed", range(3))
def test_areas_equal_the_libraries_with_and_without_ties(seed: int, decimals: int) -> None:
    own, foreign = scores(seed, decimals)
    ours, (labels, both) = detection(own, foreign, score="any"), labelled(own, foreign)
    assert ours.auroc == pytest.approx(roc_auc_score(labels, both), abs=1e-12)
    assert ours.auroc == pytest.approx(float(binary_auroc(both, labels)), abs=1e-6)
    assert ours.aupr == pytest.approx(average_precision_score(labels, both), abs=1e-12)
    theirs = binary_average_precision(both, labels)
    assert ours.aupr == pytest.approx(float(theirs), abs=1e-6)


@pytest.mark.parametrize("decimals", [6, 1])
@pytest.mark.parametrize("seed", range(3))
def test_both_conventions_of_fpr95_equal_scikit_learn(seed: int, decimals: int) -> None:
    own, foreign = scores(seed, decimals)
    ours, (labels, both) = detection(own, foreign, score="any"), labelled(own, foreign)
    assert ours.fpr95_ood == pytest.approx(_fpr95(labels, both))
    assert ours.fpr95 == pytest.approx(_fpr95(1 - labels, -both))


def _fpr95(labels: Tensor, values: Tensor) -> float:
    false, true, _ = roc_curve(labels, values, drop_intermediate=False)
    return float(false[true >= 0.95][0])


def test_95_percent_is_counted_exactly() -> None:
    own = torch.arange(100)
    foreign = torch.tensor([94.0, 94.5, 95.0, 200.0])
    assert detection(own, foreign, score="any").fpr95 == 0.25


def test_the_two_conventions_differ() -> None:
    own, foreign = torch.arange(20), torch.cat([torch.tensor([0, 1]), torch.arange(30, 48)])
    result = detection(own, foreign, score="any")
    assert (result.fpr95, result.fpr95_ood) == (0.1, 0.95)


def test_large_scores_keep_their_order() -> None:
    """Lightning-AI/torchmetrics#2819: scores beyond 1 pass a sigmoid, which makes them ties."""
    own, foreign = torch.tensor([98.0, 98.1]), torch.tensor([98.5, 99.0])
    labels, both = labelled(own, foreign)
    assert detection(own, foreign, score="any").auroc == 1
    assert float(binary_auroc(both, labels)) == 0.5


def test_scores_are_ranked_as_one_array() -> None:
    """Lightning-AI/torchmetrics#1989: batches within [0, 1] stay, others pass a sigmoid."""
    own, foreign = torch.tensor([0.85, 0.9]), torch.tensor([1.2, 1.7])
    metric = BinaryAUROC()
    metric.update(own, torch.zeros(2).long())
    metric.update(foreign, torch.ones(2).long())
    assert detection(own, foreign, score="any").auroc == 1
    assert float(metric.compute()) < 1


def test_standard_error_is_the_spread_over_samples() -> None:
    results = [detection(*scores(seed), score="any") for seed in range(200)]
    areas = torch.tensor([result.auroc for result in results])
    mean_error = sum(result.auroc_standard_error for result in results) / 200
    assert float(areas.std()) == pytest.approx(mean_error, rel=4 / sqrt(400))


def test_every_score_is_named_and_rises_with_uncertainty() -> None:
    certain = torch.tensor([[[0.98, 0.01, 0.01]], [[0.97, 0.02, 0.01]]], dtype=torch.float64)
    uncertain = torch.tensor([[[0.6, 0.3, 0.1]], [[0.1, 0.3, 0.6]]], dtype=torch.float64)
    results = detections(certain.log(), uncertain.log())
    assert [result.score for result in results] == list(SCORES)
    assert all(result.auroc == 1 for result in results)


def test_scores_are_those_of_the_averaged_probabilities() -> None:
    outputs, _ = members(3, 40, 5)
    average = outputs.exp().mean(dim=0)
    expected = {
        "max_probability": -average.amax(dim=-1).log(),
        "predictive_entropy": -(average * average.log()).sum(dim=-1),
    }
    for name, values in expected.items():
        assert SCORES[name](outputs).tolist() == pytest.approx(values.tolist(), abs=1e-12)
    uniform = torch.full((1, 1, 4), -log(4), dtype=torch.float64)
    assert SCORES["mutual_information"](uniform).tolist() == [0]
