import pytest
import torch

from tests.worker.metrics.outputs import generator
from worker.metrics.selective import aurc, selective_risk


def test_risk_is_that_of_the_most_certain_images() -> None:
    uncertainty = torch.rand(50, generator=generator(), dtype=torch.float64)
    wrong = torch.rand(50, generator=generator(1)) < uncertainty
    order = sorted(range(50), key=lambda i: float(uncertainty[i]))
    expected = [sum(bool(wrong[i]) for i in order[:k]) / k for k in range(1, 51)]
    assert selective_risk(uncertainty, wrong).tolist() == pytest.approx(expected)
    assert aurc(uncertainty, wrong) == pytest.approx(sum(expected) / 50)


def test_last_risk_is_the_error_and_the_best_order_errs_last() -> None:
    wrong = torch.tensor([False, False, True, True])
    assert selective_risk(torch.arange(4), wrong).tolist() == pytest.approx([0, 0, 1 / 3, 1 / 2])
    assert aurc(torch.arange(4), wrong) < aurc(-torch.arange(4), wrong)


def test_a_constant_uncertainty_has_the_error_at_every_coverage() -> None:
    wrong = torch.tensor([True, False, False, False])
    assert selective_risk(torch.zeros(4), wrong).tolist() == pytest.approx([0.25] * 4)


def test_order_of_the_data_plays_no_part() -> None:
    uncertainty = torch.randint(4, (60,), generator=generator()).double()
    wrong = torch.rand(60, generator=generator(1)) < 0.3
    shuffled = torch.randperm(60, generator=generator(2))
    assert aurc(uncertainty[shuffled], wrong[shuffled]) == pytest.approx(aurc(uncertainty, wrong))


def test_ties_count_as_the_mean_of_their_orders() -> None:
    uncertainty, wrong = torch.tensor([0.0, 1.0, 1.0]), torch.tensor([False, True, False])
    orders = (torch.tensor([0.0, 1.0, 2.0]), torch.tensor([0.0, 2.0, 1.0]))
    expected = sum(aurc(order, wrong) for order in orders) / 2
    assert aurc(uncertainty, wrong) == pytest.approx(expected)
