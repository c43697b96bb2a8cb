import pytest
import torch
from torch import Tensor
from torchmetrics.functional.classification import binary_calibration_error
from torchmetrics.functional.classification import multiclass_calibration_error as torchmetrics_ece

from tests.worker.metrics.outputs import generator, predictive
from worker.metrics.calibration import scaled
from worker.metrics.reliability import (
    binned,
    calibration_error,
    confidences,
    ece,
    ece_em,
    ece_null,
    equal_mass,
    equal_width,
    reliability,
)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("bins", [10, 15])
def test_ece_equals_torchmetrics_where_no_confidence_is_1(seed: int, bins: int) -> None:
    outputs, targets = predictive(500, 7, seed)
    theirs = torchmetrics_ece(outputs.exp(), targets, num_classes=7, n_bins=bins)
    # Its confidences are float32.
    assert ece(outputs, targets, bins=bins) == pytest.approx(float(theirs), abs=1e-6)


def test_confidence_of_1_is_in_the_last_bin() -> None:
    """Lightning-AI/torchmetrics#3510 counts it in a bin of its own beyond the last one."""
    confidence, correct = torch.tensor([0.95, 1.0], dtype=torch.float64), torch.tensor([1, 0])
    ours = calibration_error(binned(confidence, correct, equal_width(10)))
    theirs = binary_calibration_error(confidence, correct, n_bins=10)
    assert ours == pytest.approx(0.475, abs=1e-12)
    assert float(theirs) == pytest.approx(0.525, abs=1e-12)


def test_saturated_outputs_count_in_the_last_bin() -> None:
    outputs = torch.tensor([[0.0, -50.0], [0.0, -50.0], [-0.01, -4.6]], dtype=torch.float64)
    diagram = reliability(outputs, torch.tensor([0, 1, 0]))
    assert diagram.images.tolist() == [0] * 14 + [3]
    assert diagram.accuracy[-1] == pytest.approx(2 / 3)


def test_bins_are_closed_on_the_right() -> None:
    confidence = torch.tensor([0.1, 0.1000001, 0.2, 0.5], dtype=torch.float64)
    diagram = binned(confidence, torch.ones(4), equal_width(10))
    assert diagram.images.tolist() == [1, 2, 0, 0, 1, 0, 0, 0, 0, 0]


def test_empty_bins_have_no_accuracy() -> None:
    diagram = binned(torch.tensor([0.9]).double(), torch.tensor([True]), equal_width(2))
    assert diagram.accuracy.isnan().tolist() == [True, False]
    assert diagram.standard_error.isnan().all()


def test_standard_error_is_that_of_a_mean_of_zeros_and_ones() -> None:
    outputs, targets = predictive(200, 3)
    diagram = reliability(outputs, targets)
    correct = outputs.argmax(dim=-1).eq(targets).double()
    last = correct[confidences(outputs) > 14 / 15]
    expected = float(last.std()) / len(last) ** 0.5
    assert diagram.standard_error[-1] == pytest.approx(expected, abs=1e-14)


def test_equal_mass_bins_hold_equally_many() -> None:
    outputs, targets = predictive(1500, 5)
    assert reliability(outputs, targets, by_mass=True).images.tolist() == [100] * 15


def test_equal_mass_error_is_that_of_sorted_chunks() -> None:
    outputs, targets = predictive(600, 5)
    order = confidences(outputs).argsort()
    gap = (outputs.argmax(dim=-1).eq(targets).double() - confidences(outputs))[order]
    expected = sum(abs(float(part.sum())) for part in gap.tensor_split(15)) / 600
    assert ece_em(outputs, targets) == pytest.approx(expected, abs=1e-12)


def test_images_of_equal_confidence_share_a_bin() -> None:
    confidence = torch.tensor([0.5, 0.6, 0.9, 0.9, 0.9, 1.0], dtype=torch.float64)
    diagram = binned(confidence, torch.ones(6), equal_mass(confidence, 3))
    assert diagram.images.tolist() == [2, 3, 1]


@pytest.mark.parametrize("by_mass", [False, True])
def test_null_is_what_a_calibrated_model_shows(by_mass: bool) -> None:
    logits = 2 * torch.randn(1000, 5, generator=generator(), dtype=torch.float64)
    outputs = logits.log_softmax(dim=-1)
    null = ece_null(outputs, generator=generator(), by_mass=by_mass)
    observed = [_error(outputs, seed, by_mass) for seed in range(40)]
    mean = sum(observed) / 40
    assert mean == pytest.approx(null.mean, abs=4 * null.standard_deviation / 40**0.5)
    overconfident = _error(outputs, 0, by_mass, sharpening=3)
    assert overconfident > null.mean + 5 * null.standard_deviation


def _error(outputs: Tensor, seed: int, by_mass: bool, sharpening: float = 1) -> float:
    """Of a model whose probabilities are true, or sharpened versions of the truth."""
    targets = torch.multinomial(outputs.exp(), 1, generator=generator(seed)).squeeze(-1)
    stated = scaled(outputs, 1 / sharpening)
    return calibration_error(reliability(stated, targets, by_mass=by_mass))
