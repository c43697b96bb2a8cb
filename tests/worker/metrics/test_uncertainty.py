from math import log

import pytest
import torch

from worker.engine.probabilities import log_probabilities
from worker.metrics.predictive import log_predictive
from worker.metrics.uncertainty import entropy, uncertainty


def members(*probabilities: list[float]) -> torch.Tensor:
    """Log-probabilities (members, 1, classes)."""
    return torch.tensor(probabilities, dtype=torch.float64).log().unsqueeze(1)


def test_predictive_is_the_mean_of_probabilities_not_of_logits() -> None:
    predictive = log_predictive(members([0.9, 0.1], [0.2, 0.8])).exp()
    assert predictive.tolist() == [pytest.approx([0.55, 0.45])]


def test_predictive_of_sure_and_contrary_members_is_finite() -> None:
    logits = torch.tensor([[[3000.0, 0.0]], [[0.0, 3000.0]]])
    assert log_predictive(log_probabilities(logits)).exp().tolist() == [[0.5, 0.5]]


def test_contrary_certain_members_disagree_by_one_bit() -> None:
    result = uncertainty(members([1.0, 0.0], [0.0, 1.0]))
    assert result.predictive_entropy.item() == pytest.approx(log(2))
    assert result.expected_entropy.item() == 0
    assert result.mutual_information.item() == pytest.approx(log(2))


def test_mutual_information_is_never_negative() -> None:
    one = torch.randn(1, 200, 10, generator=torch.Generator().manual_seed(1))
    result = uncertainty(log_probabilities(one.expand(5, 200, 10)))
    assert (result.mutual_information >= 0).all()
    assert result.mutual_information.max() < 1e-12


def test_standard_uncertainty_is_the_sample_standard_deviation() -> None:
    result = uncertainty(members([0.9, 0.1], [0.5, 0.5], [0.4, 0.6]))
    assert result.standard_uncertainty is not None
    assert result.standard_uncertainty[0].tolist() == pytest.approx([0.07**0.5, 0.07**0.5])


def test_one_member_has_no_standard_uncertainty() -> None:
    assert uncertainty(members([0.9, 0.1])).standard_uncertainty is None


def test_entropy_of_a_certain_answer_is_zero() -> None:
    assert entropy(members([1.0, 0.0])[0]).item() == 0
    assert entropy(members([0.25] * 4)[0]).item() == pytest.approx(log(4))
