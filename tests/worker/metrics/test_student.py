from math import inf

import pytest
import torch
from scipy import stats

from worker.metrics.student import coverage_factor, prediction_factor, upper_tail

DEGREES = [1, 1.5, 2, 3, 4, 9.37, 11, 30, 1000, 10_001, inf]
PREDICTION_FACTORS = {2: 15.6, 3: 4.97, 5: 3.04, 10: 2.37, 20: 2.14, 30: 2.08}
"""t sqrt(1 + 1 / n) at 95 %."""


@pytest.mark.parametrize("degrees", DEGREES)
def test_tails_equal_scipy_also_far_out(degrees: float) -> None:
    t = torch.tensor([-40, -3, -0.1, 0, 1e-3, 0.5, 2, 6, 30, 1e4], dtype=torch.float64)
    expected = stats.t.sf(t.numpy(), degrees).tolist()
    assert upper_tail(t, degrees).tolist() == pytest.approx(expected, rel=1e-8, abs=1e-300)


@pytest.mark.parametrize("degrees", DEGREES)
@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_factors_equal_scipy(level: float, degrees: float) -> None:
    expected = stats.t.ppf((1 + level) / 2, degrees)
    assert coverage_factor(level, degrees) == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("values", PREDICTION_FACTORS)
def test_few_values_need_wide_intervals(values: int) -> None:
    assert prediction_factor(0.95, values) == pytest.approx(PREDICTION_FACTORS[values], rel=3e-3)


@pytest.mark.parametrize(("level", "degrees"), [(0, 3), (1, 3), (0.95, 0)])
def test_impossible_questions_are_refused(level: float, degrees: float) -> None:
    with pytest.raises(ValueError, match="expected a level"):
        coverage_factor(level, degrees)


def test_infinity_has_no_tail() -> None:
    t = torch.tensor([inf, -inf], dtype=torch.float64)
    for degrees in (3, inf):
        assert upper_tail(t, degrees).tolist() == [0, 1]
