import pytest
import torch

from tests.worker.metrics.retrainings import retrainings
from worker.metrics.prior import LEAST_DEGREES, MOST_DEGREES, assumed_prior, fitted_prior
from worker.metrics.spread import pooled_spread


@pytest.mark.parametrize("count", [3, 5, 10])
@pytest.mark.parametrize("degrees", [6.0, 20.0])
def test_degrees_and_location_are_recovered(count: int, degrees: float) -> None:
    values = retrainings(count, seed=3, degrees=degrees, examples=40_000)
    spread = pooled_spread(values, population="synthetic")
    prior = fitted_prior(spread)
    assert prior.degrees == pytest.approx(degrees, rel=0.25)
    # The mean of the variances exceeds their location.
    ratio = float((prior.location / spread.pooled_variance).mean())
    assert ratio == pytest.approx((degrees - 2) / degrees, abs=0.03)


def test_equal_variances_give_a_prior_that_is_almost_certain() -> None:
    spread = pooled_spread(retrainings(5, seed=2, examples=40_000), population="synthetic")
    prior = fitted_prior(spread)
    assert prior.degrees > 60
    assert float((prior.location / spread.pooled_variance).mean()) == pytest.approx(1, abs=0.03)


def test_members_that_agree_exactly_tell_no_scatter() -> None:
    spread = pooled_spread(torch.ones(3, 20), population="equal")
    prior = fitted_prior(spread)
    assert prior.degrees == MOST_DEGREES
    assert prior.location.tolist() == [0] * 20


def test_wild_variances_leave_the_prior_its_least_weight() -> None:
    spread = pooled_spread(retrainings(5, seed=2, degrees=0.5), population="synthetic")
    prior = fitted_prior(spread)
    assert prior.degrees == LEAST_DEGREES
    assert torch.equal(prior.location, spread.pooled_variance / 2)


def test_assumed_prior_sits_at_the_pooled_variance() -> None:
    spread = pooled_spread(retrainings(2, seed=0), population="synthetic")
    prior = assumed_prior(spread)
    assert prior.degrees == 10
    assert torch.equal(prior.location, spread.pooled_variance)
