from collections.abc import Callable
from math import inf, sqrt
from statistics import NormalDist

import pytest
import torch
from scipy import stats

from tests.worker.metrics.outputs import members
from tests.worker.metrics.retrainings import retrainings, two_classes
from worker.metrics.further import Further, flip_risk, flipped, moderated, pooled, usual
from worker.metrics.prior import Prior, fitted_prior
from worker.metrics.spread import Spread, margins, pooled_spread


def spread(own: float = 4.0, shared: float = 1.0, count: int = 3) -> Spread:
    """Of one image with mean 2."""
    values = (torch.tensor([number], dtype=torch.float64) for number in (2.0, own, shared))
    return Spread("one image", count, *values)


def test_usual_form_knows_only_the_image() -> None:
    further = usual(spread())
    assert (float(further.scale), further.degrees) == (pytest.approx(2 * sqrt(4 / 3)), 2)


def test_pooled_form_knows_only_images_like_it() -> None:
    further = pooled(spread())
    assert (float(further.scale), further.degrees) == (pytest.approx(sqrt(4 / 3)), inf)


def test_moderated_form_weighs_both() -> None:
    further = moderated(spread())
    variance = (10 * 1 + 2 * 4) / 12
    assert (float(further.scale) ** 2, further.degrees) == (pytest.approx(variance * 4 / 3), 12)


def test_a_certain_prior_is_the_pooled_form_and_none_the_usual() -> None:
    location = spread().pooled_variance
    certain = moderated(spread(), Prior(1e12, location))
    assert float(certain.scale) == pytest.approx(float(pooled(spread()).scale))
    none = moderated(spread(), Prior(0.0, location))
    assert none == usual(spread())


def test_population_stays_named() -> None:
    for form in (usual, pooled, moderated):
        assert form(spread()).population == "one image"


def test_flip_risk_is_the_tail_below_no_margin() -> None:
    expected = NormalDist().cdf(-2 / sqrt(1 * (1 + 1 / 3)))
    assert float(flip_risk(pooled(spread()))) == pytest.approx(expected)
    further = moderated(spread())
    expected = stats.t.cdf(-2 / float(further.scale), 12)
    assert float(flip_risk(further)) == pytest.approx(expected)


def test_no_spread_is_no_risk() -> None:
    one = torch.ones(1, dtype=torch.float64)
    assert float(flip_risk(Further("any", one, 0 * one, inf))) == 0


@pytest.mark.parametrize(("growth", "within"), [(0.0, 0.02), (0.06, 0.07)])
@pytest.mark.parametrize("count", [2, 5])
def test_flips_happen_as_often_as_predicted(count: int, growth: float, within: float) -> None:
    """About 150 of 5,000; a spread that grows with the margin makes a few per cent too many."""
    predicted = moderately = happened = 0.0
    for seed in range(40):
        outputs = two_classes(retrainings(count + 10, seed, growth=growth))
        known, held_out = outputs[:count], outputs[count:]
        estimate = pooled_spread(margins(known), population="synthetic")
        predicted += float(flip_risk(pooled(estimate)).sum())
        moderately += float(flip_risk(moderated(estimate, fitted_prior(estimate))).sum())
        happened += float(flipped(known, held_out).double().mean(dim=0).sum())
    assert predicted == pytest.approx(happened, rel=within)
    assert moderately == pytest.approx(happened, rel=within)


@pytest.mark.parametrize("form", [pooled, moderated])
def test_risk_of_an_image_is_how_often_it_flips(form: Callable[[Spread], Further]) -> None:
    """Where the risk is between .2 and .4, between .2 and .4 of the held-out networks differ."""
    outputs = two_classes(retrainings(43, seed=0, growth=0.0))
    risk = flip_risk(form(pooled_spread(margins(outputs[:3]), population="synthetic")))
    share = flipped(outputs[:3], outputs[3:]).double().mean(dim=0)
    for low, high in ((0.01, 0.05), (0.05, 0.2), (0.2, 0.4)):
        chosen = (risk > low) & (risk < high)
        assert low < float(share[chosen].mean()) < high


def test_flips_are_changes_of_the_predictives_label() -> None:
    outputs, _ = members(4, 60, 5)
    label = outputs[:3].exp().mean(dim=0).argmax(dim=-1)
    expected = outputs[3:].argmax(dim=-1).ne(label)
    assert torch.equal(flipped(outputs[:3], outputs[3:]), expected)
