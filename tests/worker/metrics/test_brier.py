from math import log

import pytest
import torch
from sklearn.metrics import brier_score_loss

from tests.worker.metrics.outputs import predictive
from worker.metrics.brier import brier


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


def test_uniform_probabilities_have_the_score_of_guessing() -> None:
    outputs = torch.full((10, 10), -log(10), dtype=torch.float64)
    assert brier(outputs, torch.arange(10)).value == pytest.approx(0.9)
