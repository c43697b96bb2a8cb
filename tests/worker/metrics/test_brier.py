from math import log

import pytest
import torch
from sklearn.metrics import brier_score_loss

from tests.worker.metrics.outputs import predictive
from worker.metrics.brier import brier, murphy


@pytest.mark.parametrize("seed", range(3))
def test_brier_equals_scikit_learn_unhalved(seed: int) -> None:
    outputs, targets = predictive(300, 6, seed)
    theirs = brier_score_loss(
        targets.numpy(), outputs.exp().numpy(), labels=range(6), scale_by_half=False
    )
    assert brier(outputs, targets).value == pytest.approx(theirs, abs=1e-12)


def test_brier_ends_at_2() -> None:
    outputs = torch.tensor([[0.0, -800.0]], dtype=torch.float64)
    assert brier(outputs, torch.tensor([1])).value == 2
    assert brier(outputs, torch.tensor([0])).value == 0


@pytest.mark.parametrize("bins", [1, 7, 15])
def test_parts_add_up(bins: int) -> None:
    outputs, targets = predictive(400, 5)
    parts = murphy(outputs, targets, bins=bins)
    total = parts.reliability - parts.resolution + parts.uncertainty + parts.within_bins
    assert total == pytest.approx(parts.brier, abs=1e-12)
    assert parts.brier == pytest.approx(brier(outputs, targets).value, abs=1e-12)
    assert min(parts.reliability, parts.resolution) >= 0


def test_base_rates_are_reliable_and_resolve_nothing() -> None:
    rates = torch.tensor([0.5, 0.25, 0.25], dtype=torch.float64)
    parts = murphy(rates.log().expand(8, 3), torch.tensor([0, 0, 0, 0, 1, 1, 2, 2]))
    assert parts.uncertainty == pytest.approx(0.5 * 0.5 + 2 * 0.25 * 0.75)
    assert parts == pytest.approx((parts.uncertainty, 0, 0, parts.uncertainty, 0), abs=1e-12)


def test_certain_and_right_resolves_all_uncertainty() -> None:
    outputs = torch.full((4, 2), -900.0, dtype=torch.float64)
    targets = torch.tensor([0, 1, 1, 0])
    outputs[torch.arange(4), targets] = 0
    parts = murphy(outputs, targets)
    assert parts.resolution == parts.uncertainty == 0.5
    assert parts.brier == parts.reliability == parts.within_bins == 0


def test_uniform_probabilities_have_the_score_of_guessing() -> None:
    outputs = torch.full((10, 10), -log(10), dtype=torch.float64)
    assert brier(outputs, torch.arange(10)).value == pytest.approx(0.9)
