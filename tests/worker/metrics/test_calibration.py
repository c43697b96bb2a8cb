from math import log

import pytest
import torch

from tests.worker.metrics.outputs import generator, predictive
from worker.metrics.calibration import (
    BOUNDS,
    best_temperature,
    calibrated_example_nll,
    calibrated_nll,
    cross_scaled,
    scaled,
)
from worker.metrics.quality import example_nll, mean


def test_temperature_of_a_sharpened_calibrated_model_is_found() -> None:
    logits = 2 * torch.randn(20_000, 5, generator=generator(), dtype=torch.float64)
    targets = torch.multinomial(logits.softmax(dim=-1), 1, generator=generator(1)).squeeze(-1)
    sharpened = (3 * logits).log_softmax(dim=-1)
    assert best_temperature(sharpened, targets) == pytest.approx(3, rel=0.03)


@pytest.mark.parametrize("sharpening", [0.02, 0.3, 1.0, 8.0, 50.0])
def test_no_temperature_nearby_does_better(sharpening: float) -> None:
    outputs, targets = predictive(400, 4)
    outputs = scaled(outputs, 1 / sharpening)
    best = best_temperature(outputs, targets)
    least, *others = (
        float(example_nll(scaled(outputs, best * factor), targets).mean())
        for factor in (1, 0.999, 1.001)
    )
    assert least < min(others)


def test_temperature_stays_finite_without_mistakes() -> None:
    outputs = torch.eye(3, dtype=torch.float64).mul(2).log_softmax(dim=-1)
    best = best_temperature(outputs, torch.arange(3))
    assert BOUNDS[0] <= best < 0.1
    assert float(example_nll(scaled(outputs, best), torch.arange(3)).sum()) < 1e-12


def test_useless_outputs_are_flattened_as_far_as_allowed() -> None:
    outputs = torch.eye(3, dtype=torch.float64).mul(2).log_softmax(dim=-1)
    assert best_temperature(outputs, torch.tensor([1, 2, 0])) == pytest.approx(BOUNDS[1])


def test_each_half_is_scored_with_the_temperature_of_the_other() -> None:
    outputs, targets = predictive(100, 3)
    result = cross_scaled(outputs, targets, generator=generator(5), repeats=1)
    first, second = torch.randperm(100, generator=generator(5)).tensor_split(2)
    of_first, of_second = result.temperatures[0].tolist()
    assert of_first == best_temperature(outputs[first], targets[first])
    assert torch.equal(result.log_probabilities[0, first], scaled(outputs[first], of_second))
    assert torch.equal(result.log_probabilities[0, second], scaled(outputs[second], of_first))


def test_calibrated_nll_repairs_sharpness_and_only_that() -> None:
    outputs, targets = predictive(3000, 4)
    before = calibrated_nll(outputs, targets, generator=generator())
    after = calibrated_nll(scaled(outputs, 0.2), targets, generator=generator())
    assert after.value == pytest.approx(before.value, abs=1e-9)
    assert before.value < mean(example_nll(scaled(outputs, 0.2), targets)).value
    assert 0 < before.standard_error < 0.1


def test_calibrated_nll_of_guessing_is_that_of_guessing() -> None:
    outputs = torch.full((50, 10), -log(10), dtype=torch.float64)
    result = calibrated_nll(outputs, torch.arange(50) % 10, generator=generator())
    assert result.value == pytest.approx(log(10), abs=1e-12)


def test_same_seed_gives_the_same_splits() -> None:
    outputs, targets = predictive(101, 3)
    once, again, other = (
        calibrated_example_nll(outputs, targets, generator=generator(seed)) for seed in (0, 0, 1)
    )
    assert torch.equal(once, again)
    assert not torch.equal(once, other)
