"""A further retraining is foreseen from synthetic members whose spread is known."""

from math import sqrt

import numpy as np
import pytest
import torch
from scipy import stats

from tests.worker.metrics.retrainings import retrainings, two_classes
from worker.evaluation.retraining import foresight
from worker.metrics.further import flipped


def test_expected_flips_are_those_of_further_members() -> None:
    members = two_classes(retrainings(44, seed=3))
    own, held_out = members[:4], members[4:]
    found = foresight(own, "noise-2")
    happened = float(flipped(own, held_out).double().mean(dim=0).sum())
    assert found.summary.population == "noise-2"
    for flips in found.summary.flips:
        assert flips.expected == pytest.approx(happened, rel=0.15)
        risk = found.flip_risk[flips.kind]
        assert flips.expected == pytest.approx(float(risk.sum()))
        assert flips.safe_share == float((risk <= 0.01).double().mean())


def test_pooling_narrows_what_two_members_alone_leave_open() -> None:
    found = foresight(two_classes(retrainings(2, seed=1)), "test").summary
    widths = {one.kind: one for one in found.intervals}
    assert widths["usual"].mean_width > widths["moderated"].mean_width > 0
    assert widths["usual"].degrees_of_freedom == 1
    assert (widths["moderated"].degrees_of_freedom or 0) > 5
    assert widths["pooled"].degrees_of_freedom is None
    assert (found.members, found.examples, found.level) == (2, 5000, 0.95)


def test_usual_interval_is_students_of_the_probabilities_within_0_and_1() -> None:
    outputs = two_classes(retrainings(3, seed=1))
    probabilities = outputs.exp().gather(
        -1, outputs.exp().mean(dim=0).argmax(dim=-1).expand(3, -1)[..., None]
    )[..., 0]
    low, high = (
        np.clip(end, 0, 1)
        for end in stats.t.interval(
            0.95, 2, probabilities.mean(dim=0), probabilities.std(dim=0) * sqrt(4 / 3)
        )
    )
    found = {one.kind: one for one in foresight(outputs, "test").summary.intervals}["usual"]
    assert found.mean_width == pytest.approx((high - low).mean())
    assert found.median_width == pytest.approx(np.median(high - low))
    assert found.mean_log_odds_width is found.median_log_odds_width is None
    assert found.current


def test_median_of_an_even_number_is_between_both() -> None:
    """Of two images the mean of their widths."""
    found = foresight(two_classes(retrainings(3, seed=1))[:, :2], "test").summary
    for one in found.intervals:
        assert one.median_width == pytest.approx(one.mean_width)


def test_one_member_foresees_nothing() -> None:
    with pytest.raises(ValueError, match="at least two"):
        foresight(torch.zeros(1, 3, 2, dtype=torch.float64), "test")
