import pytest
import torch

from tests.worker.metrics.outputs import generator
from worker.engine.probabilities import log_probabilities
from worker.metrics.examples import example_scores
from worker.metrics.quality import example_nll
from worker.metrics.reliability import calibration_errors, confidences, ece
from worker.metrics.uncertainty import entropy


@pytest.mark.parametrize("scale", [0.1, 3.0, 300.0])
def test_one_pass_says_what_the_plain_functions_say(scale: float) -> None:
    chance = generator()
    logits = scale * torch.randn(3, 400, 7, generator=chance)
    targets = torch.randint(7, (400,), generator=chance)
    outputs, scores = log_probabilities(logits), example_scores(logits, targets)
    assert torch.allclose(scores.nll, example_nll(outputs, targets), rtol=1e-12, atol=1e-12)
    assert torch.allclose(scores.entropy, entropy(outputs), rtol=1e-9, atol=1e-12)
    assert torch.allclose(scores.confidence, confidences(outputs), rtol=1e-12)
    assert torch.equal(scores.labels, outputs.argmax(dim=-1).int())


def test_numbers_that_overflow_stay_visible() -> None:
    logits = torch.tensor([[[1.0, float("inf")]], [[1.0, float("nan")]]])
    scores = example_scores(logits, torch.tensor([0]))
    for figures in (scores.nll, scores.confidence, scores.entropy):
        assert not figures.isfinite().any()


def test_calibration_errors_of_many_networks_are_those_of_each() -> None:
    chance = generator(1)
    logits = 2 * torch.randn(4, 300, 5, generator=chance)
    targets = torch.randint(5, (300,), generator=chance)
    scores = example_scores(logits, targets)
    ours = calibration_errors(scores.confidence, scores.labels == targets)
    each = [ece(outputs, targets) for outputs in log_probabilities(logits)]
    assert ours.tolist() == pytest.approx(each, abs=1e-12)


def test_one_overflowing_network_spoils_no_other() -> None:
    confidence = torch.tensor([[0.9, float("nan")], [0.6, 1.0]], dtype=torch.float64)
    broken, whole = calibration_errors(confidence, torch.tensor([[True, False], [True, True]]))
    assert broken.isnan()
    assert float(whole) == pytest.approx(0.2)
