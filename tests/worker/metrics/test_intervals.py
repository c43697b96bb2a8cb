from collections.abc import Callable
from math import inf

import pytest
import torch

from tests.worker.metrics.retrainings import retrainings
from worker.metrics.further import Further, moderated, pooled, usual
from worker.metrics.intervals import (
    Interval,
    covered,
    interval,
    interval_score,
    probability_interval,
    winkler,
)
from worker.metrics.prior import fitted_prior
from worker.metrics.spread import Spread, pooled_spread

REPEATS = 200
NEAR = 0.01
"""Coverage between .94 and .96 counts as nominal."""


def one(number: float) -> torch.Tensor:
    return torch.tensor([number], dtype=torch.float64)


def fitted(spread: Spread) -> Further:
    return moderated(spread, fitted_prior(spread))


@pytest.mark.parametrize("degrees", [None, 20.0])
@pytest.mark.parametrize("count", [2, 5])
def test_coverage_is_nominal_in_95_percent_of_repeats(count: int, degrees: float | None) -> None:
    coverages = torch.tensor(
        [_coverages(count, seed, degrees, pooled, fitted) for seed in range(REPEATS)]
    )
    nominal = (coverages - 0.95).abs() <= NEAR
    assert nominal.double().mean(dim=0).min() >= 0.95


def _coverages(
    count: int, seed: int, degrees: float | None, *forms: Callable[[Spread], Further]
) -> list[float]:
    """Of one further retraining of as many images as a test split has, for each form."""
    values = retrainings(count + 1, seed, degrees=degrees, examples=10_000)
    spread = pooled_spread(values[:count], population="synthetic")
    intervals = (probability_interval(form(spread)) for form in forms)
    further = values[count].sigmoid()
    return [float(covered(interval, further).double().mean()) for interval in intervals]


def test_assumed_prior_errs_on_the_wide_side() -> None:
    coverages = [_coverages(2, seed, 10.0, moderated)[0] for seed in range(20)]
    assert 0.95 < sum(coverages) / 20 < 0.98


def test_pooling_two_beats_the_usual_interval_of_three() -> None:
    values = retrainings(13, seed=0)
    two, three = (pooled_spread(values[:n], population="synthetic") for n in (2, 3))
    held_out = values[3:].sigmoid()
    by_two = interval_score(probability_interval(pooled(two)), held_out)
    by_three = interval_score(probability_interval(usual(three)), held_out)
    assert by_two.winkler.value < by_three.winkler.value
    assert by_two.uncertain_coverage.value == pytest.approx(0.95, abs=0.02)


def test_spread_of_other_inputs_does_not_cover() -> None:
    """Why a spread names its population: the same means, five times the deviation."""
    values = retrainings(3, seed=0)
    foreign = values.mean(dim=0) + 5 * (values - values.mean(dim=0))
    own, other = (
        interval(pooled(pooled_spread(z[:2], population=name)))
        for name, z in (("own", values), ("foreign", foreign))
    )
    centred = own._replace(low=own.low - values[:2].mean(0), high=own.high - values[:2].mean(0))
    departure = foreign[2] - foreign[:2].mean(dim=0)
    assert float(covered(centred, departure).double().mean()) < 0.5
    assert float(covered(other, foreign[2]).double().mean()) > 0.93


def test_interval_is_the_mean_and_1_96_scales() -> None:
    result = interval(Further("any", one(1.0), one(2.0), inf))
    assert (float(result.low), float(result.high)) == pytest.approx((-2.92, 4.92), abs=1e-3)
    assert (result.population, result.level) == ("any", 0.95)


def test_probabilities_stay_between_0_and_1() -> None:
    result = probability_interval(Further("any", one(3.0), one(50.0), 1))
    assert 0 <= float(result.low) < 0.5 < float(result.high) <= 1


@pytest.mark.parametrize(("value", "expected"), [(0.3, 0.4), (0.2, 0.4), (0.1, 4.4), (0.7, 4.4)])
def test_winkler_score_is_width_and_forty_times_the_miss(value: float, expected: float) -> None:
    result = Interval("any", 0.95, one(0.2), one(0.6))
    assert float(winkler(result, one(value))) == pytest.approx(expected)


def test_winkler_score_is_least_for_the_true_quantiles() -> None:
    values = torch.randn(20_000, 1, generator=torch.Generator().manual_seed(0)).double()
    scores = [
        float(winkler(Interval("any", 0.95, one(-k), one(k)), values).mean())
        for k in (1.96, 1.5, 2.5)
    ]
    assert scores[0] == min(scores)


def test_scores_are_means_over_images_of_means_over_retrainings() -> None:
    low, high = torch.zeros(10).double(), torch.arange(1, 11).double() / 10
    held_out = torch.stack([torch.full((10,), 0.05), torch.full((10,), 0.95)]).double()
    result = interval_score(Interval("ten", 0.95, low, high), held_out)
    assert result.width.value == pytest.approx(0.55)
    assert result.coverage.value == pytest.approx((10 * 0.5 + 0.5) / 10)
    assert result.uncertain_coverage.value == pytest.approx((1 + 0.5) / 2)
    misses = [max(0, 0.95 - i / 10) for i in range(1, 11)]
    assert result.winkler.value == pytest.approx(0.55 + 40 * sum(misses) / 20)
    assert result.population == "ten"
