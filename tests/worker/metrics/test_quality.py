from math import isnan, sqrt

import pytest
import torch

from worker.metrics.quality import example_nll, finite, is_correct, mean


def test_standard_error_of_a_fraction_is_that_of_a_sample_of_zeros_and_ones() -> None:
    correct = torch.tensor([True] * 3 + [False])
    assert mean(correct) == pytest.approx((0.75, sqrt(0.75 * 0.25 / 3)))


def test_one_example_has_no_standard_error() -> None:
    value, error = mean(torch.tensor([2.0]))
    assert value == 2.0
    assert isnan(error)


def test_nll_of_a_hopeless_example_stays_finite() -> None:
    log_probabilities = torch.tensor([[0.0, -2000.0]], dtype=torch.float64)
    assert example_nll(log_probabilities, torch.tensor([1])).item() == 2000.0


def test_leading_axes_are_kept() -> None:
    log_probabilities = torch.randn(3, 4, 5, generator=torch.Generator().manual_seed(0))
    targets = torch.tensor([0, 1, 2, 3])
    assert example_nll(log_probabilities, targets).shape == (3, 4)
    assert is_correct(log_probabilities, targets).shape == (3, 4)
    assert example_nll(log_probabilities, targets)[2, 1] == -log_probabilities[2, 1, 1]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_json_does_not_have_becomes_null(number: float) -> None:
    assert finite(number) is None
    assert finite(0.0) == 0.0
