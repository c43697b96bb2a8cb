"""Known answers of one predictive, before and after temperature scaling."""

from math import log

import pytest
import torch

from backend.contracts.quality import mean_quality
from tests.worker.metrics.outputs import predictive
from worker.metrics.report import quality, unscaled_quality


def test_uniform_probabilities_have_the_scores_of_guessing() -> None:
    outputs = torch.full((700, 10), -log(10), dtype=torch.float64)
    result = quality(outputs, torch.arange(700) % 10, members=1)
    assert result.nll == pytest.approx(log(10), abs=1e-14)
    assert result.nll_standard_error == pytest.approx(0, abs=1e-14)
    assert result.brier == pytest.approx(0.9)
    assert (result.accuracy, result.aurc) == pytest.approx((0.1, 0.9))
    assert result.ece == pytest.approx(0, abs=1e-12)
    assert result.recall == [1.0, *[0.0] * 9]
    (only,) = result.reliability
    assert (only.images, only.confidence) == (700, pytest.approx(0.1))


def test_scaling_undoes_a_wrong_sharpness() -> None:
    fair, targets = predictive(2000, 6)
    sharp = torch.log_softmax(3 * fair, dim=-1)
    (right, wrong) = (quality(outputs, targets, members=1) for outputs in (fair, sharp))
    assert wrong.nll > right.nll
    assert wrong.accuracy == right.accuracy
    assert wrong.calibrated_nll == pytest.approx(right.calibrated_nll, abs=1e-9)
    assert right.temperature is not None
    assert wrong.temperature == pytest.approx(3 * right.temperature, rel=1e-6)
    assert right.scaled is not None
    assert wrong.scaled is not None
    assert wrong.scaled.nll == wrong.calibrated_nll
    assert wrong.scaled.brier == pytest.approx(right.scaled.brier, abs=1e-9)
    assert wrong.ece is not None
    assert wrong.scaled.ece is not None
    assert wrong.ece > 3 * wrong.scaled.ece


def test_confidences_that_come_true_show_the_error_of_chance() -> None:
    outputs, _ = predictive(3000, 5)
    generator = torch.Generator().manual_seed(5)
    drawn = torch.multinomial(outputs.exp(), 1, generator=generator).squeeze(1)
    result = quality(outputs, drawn, members=1)
    assert result.ece is not None
    assert result.ece_null is not None
    assert result.ece_null_standard_deviation is not None
    assert abs(result.ece - result.ece_null) < 4 * result.ece_null_standard_deviation


def test_without_diagrams_the_figures_are_the_same() -> None:
    outputs, targets = predictive(100, 4)
    whole, lean = (
        quality(outputs, targets, members=2, diagrams=diagrams) for diagrams in (True, False)
    )
    assert lean.reliability == []
    assert whole.reliability != []
    assert lean.ece == whole.ece
    assert lean.recall == whole.recall
    assert len(lean.recall) == 4


def test_without_temperature_the_other_figures_are_the_same() -> None:
    outputs, targets = predictive(300, 4)
    whole, fast = quality(outputs, targets, members=1), unscaled_quality(outputs, targets)
    temperate = ("calibrated_nll", "calibrated_nll_standard_error", "temperature", "scaled")
    assert fast == whole.model_copy(update=dict.fromkeys(temperate))


def test_mean_of_networks_is_taken_field_by_field() -> None:
    rows = []
    for seed in range(3):
        outputs, targets = predictive(200, 4, seed)
        rows.append(quality(outputs, targets, members=1))
    mean = mean_quality(rows)
    assert mean.ece == pytest.approx(sum(row.ece or 0 for row in rows) / 3)
    assert mean.recall[2] == pytest.approx(sum(row.recall[2] or 0 for row in rows) / 3)
    assert mean.scaled is not None
    assert mean.scaled.nll == pytest.approx(mean.calibrated_nll)
    assert mean.reliability == []
    without = rows[0].model_copy(update={"ece": None, "scaled": None})
    assert mean_quality([without, rows[1]]).ece is None
    assert mean_quality([without, rows[1]]).scaled is None
