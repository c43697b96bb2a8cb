from math import log

import pytest
import torch
from sklearn.metrics import accuracy_score, log_loss
from torchmetrics.functional.classification import multiclass_accuracy

from tests.worker.metrics.outputs import predictive
from worker.metrics.report import quality


@pytest.mark.parametrize("seed", range(3))
def test_accuracy_and_nll_equal_the_libraries(seed: int) -> None:
    outputs, targets = predictive(300, 6, seed)
    result, named = quality(outputs, targets, members=1), outputs.argmax(dim=-1)
    assert result.accuracy == accuracy_score(targets.numpy(), named.numpy())
    micro = multiclass_accuracy(named, targets, num_classes=6, average="micro")
    assert result.accuracy == pytest.approx(float(micro))
    theirs = log_loss(targets.numpy(), outputs.exp().numpy(), labels=range(6))
    assert result.nll == pytest.approx(theirs, abs=1e-12)


def test_hopeless_answer_costs_what_it_costs() -> None:
    """scikit-learn's log_loss clips probabilities at the machine epsilon: never more than 36."""
    outputs = torch.tensor([[0.0, -100.0], [0.0, -100.0]], dtype=torch.float64)
    theirs = log_loss([1, 1], outputs.exp().numpy(), labels=[0, 1])
    assert quality(outputs, torch.tensor([1, 1]), members=1).nll == 100
    assert theirs == pytest.approx(-log(2**-52))
