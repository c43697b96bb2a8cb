from itertools import combinations
from math import isnan

import pytest
import torch

from tests.worker.metrics.outputs import members
from worker.metrics.diversity import disagreement, example_disagreement, jensen_gap
from worker.metrics.quality import example_nll


def test_disagreement_is_the_mean_over_pairs() -> None:
    outputs, _ = members(4, 200, 5)
    named = outputs.argmax(dim=-1)
    pairs = [float(a.ne(b).double().mean()) for a, b in combinations(named, 2)]
    assert disagreement(outputs).value == pytest.approx(sum(pairs) / 6)


def test_all_different_members_disagree_wholly() -> None:
    outputs = torch.eye(3, dtype=torch.float64).unsqueeze(1)
    assert example_disagreement(outputs).tolist() == [1.0]
    assert example_disagreement(outputs[[0, 0, 1]]).tolist() == pytest.approx([2 / 3])


def test_one_member_has_no_disagreement() -> None:
    assert isnan(disagreement(torch.zeros(1, 3, 2)).value)


def test_averaging_probabilities_never_costs_nll() -> None:
    outputs, targets = members(5, 300, 4)
    gap = jensen_gap(outputs, targets)
    together = outputs.exp().mean(dim=0).log()
    expected = example_nll(outputs, targets).mean() - example_nll(together, targets).mean()
    assert gap.value == pytest.approx(float(expected), abs=1e-12)
    assert gap.value > 0


def test_equal_members_leave_no_gap() -> None:
    outputs, targets = members(1, 50, 4)
    assert jensen_gap(outputs.expand(3, -1, -1), targets).value == pytest.approx(0, abs=1e-14)
