from collections.abc import Callable
from math import atan2, erfc, inf, pi, sqrt

import pytest
import torch

from worker.metrics.student import coverage_factor, upper_tail

TAILS: dict[float, Callable[[float], float]] = {
    1: lambda t: atan2(1, t) / pi,
    2: lambda t: 1 / (t * t + 2 + t * sqrt(t * t + 2)),
    inf: lambda t: erfc(t / sqrt(2)) / 2,
}
"""In closed form, for t >= 0."""
FACTORS = {1: 12.7062047362, 3: 3.1824463053, 10: 2.2281388520, 30: 2.0422724563, inf: 1.9599639845}
"""At 95 %."""


@pytest.mark.parametrize("degrees", TAILS)
def test_tails_are_exact_also_far_out(degrees: float) -> None:
    t = [0, 1e-3, 0.1, 0.5, 2, 6, 30]
    expected = [TAILS[degrees](each) for each in t]
    found = upper_tail(torch.tensor(t, dtype=torch.float64), degrees)
    assert found.tolist() == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("degrees", [1, 1.5, 9.37, 1000, inf])
def test_both_tails_are_alike(degrees: float) -> None:
    t = torch.linspace(0, 8, 33, dtype=torch.float64)
    assert upper_tail(-t, degrees).tolist() == pytest.approx((1 - upper_tail(t, degrees)).tolist())


@pytest.mark.parametrize("degrees", FACTORS)
def test_factors_are_those_of_tables(degrees: float) -> None:
    assert coverage_factor(0.95, degrees) == pytest.approx(FACTORS[degrees], rel=1e-10)


@pytest.mark.parametrize("degrees", [1, 2.5, 11, inf])
@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_a_factor_leaves_out_both_tails(level: float, degrees: float) -> None:
    factor = torch.tensor(coverage_factor(level, degrees), dtype=torch.float64)
    assert 1 - 2 * float(upper_tail(factor, degrees)) == pytest.approx(level)


@pytest.mark.parametrize(("level", "degrees"), [(0, 3), (1, 3), (0.95, 0)])
def test_impossible_questions_are_refused(level: float, degrees: float) -> None:
    with pytest.raises(ValueError, match="expected a level"):
        coverage_factor(level, degrees)


def test_infinity_has_no_tail() -> None:
    t = torch.tensor([inf, -inf], dtype=torch.float64)
    for degrees in (3, inf):
        assert upper_tail(t, degrees).tolist() == [0, 1]
