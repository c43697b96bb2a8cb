"""A further retraining is foreseen from synthetic members whose spread is known."""

import pytest
import torch

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


def test_one_member_foresees_nothing() -> None:
    with pytest.raises(ValueError, match="at least two"):
        foresight(torch.zeros(1, 3, 2, dtype=torch.float64), "test")
