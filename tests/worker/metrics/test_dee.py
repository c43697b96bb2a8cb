from collections import Counter
from functools import partial
from math import comb, inf

import pytest
import torch
from torch import Tensor

from tests.worker.metrics.outputs import generator, members
from worker.metrics.calibration import calibrated_example_nll
from worker.metrics.dee import (
    DeepEnsembleEquivalent,
    SubEnsembles,
    equivalent,
    fit,
    shown,
    sub_ensembles,
    subsets,
)
from worker.metrics.predictive import log_predictive
from worker.metrics.quality import example_nll


def law(count: int, limit: float, gain: float, examples: int = 50) -> SubEnsembles:
    """Sub-ensembles whose NLL is limit + gain / N on every image."""
    chosen = list(subsets(count, generator=generator()))
    membership = torch.zeros(len(chosen), count, dtype=torch.bool)
    for row, columns in enumerate(chosen):
        membership[row, list(columns)] = True
    nll = limit + gain / membership.sum(dim=1, keepdim=True).double()
    return SubEnsembles(membership, nll.expand(-1, examples))


def constant(nll: float) -> Tensor:
    return torch.full((50,), nll, dtype=torch.float64)


def test_all_sub_ensembles_are_taken_where_they_are_few() -> None:
    sizes = Counter(len(chosen) for chosen in subsets(6, generator=generator()))
    assert sizes == {size: comb(6, size) for size in range(1, 7)}


def test_large_references_are_sampled_without_repetition() -> None:
    chosen = list(subsets(12, generator=generator(), per_size=30))
    sizes = Counter(len(each) for each in chosen)
    assert sizes == {size: min(30, comb(12, size)) for size in range(1, 13)}
    assert len(set(chosen)) == len(chosen)


def test_law_is_recovered() -> None:
    reference = law(5, limit=0.04, gain=0.02)
    line = fit(reference.nll.mean(dim=1, keepdim=True), reference.membership, torch.ones(1, 5))
    assert (float(line.limit), float(line.gain)) == pytest.approx((0.04, 0.02))


@pytest.mark.parametrize("networks", [1.001, 2.5, 4.999])
def test_nll_of_the_law_gives_back_its_size(networks: float) -> None:
    reference = law(5, limit=0.04, gain=0.02)
    result = equivalent(constant(0.04 + 0.02 / networks), reference, generator=generator())
    assert result[:3] == pytest.approx((networks,) * 3)
    assert str(result) == f"{networks:.1f}"


@pytest.mark.parametrize(("nll", "expected"), [(0.0435, "> 5"), (0.03, "> 5"), (0.07, "< 1")])
def test_beyond_the_reference_only_bounds_are_shown(nll: float, expected: str) -> None:
    result = equivalent(constant(nll), law(5, limit=0.04, gain=0.02), generator=generator())
    assert str(result) == expected
    assert shown(result.low, 5) == shown(result.high, 5) == expected


def test_better_than_the_limit_is_infinitely_many() -> None:
    result = equivalent(constant(0.03), law(4, limit=0.04, gain=0.02), generator=generator())
    assert result == DeepEnsembleEquivalent(inf, inf, inf, largest=4)


def test_gain_is_never_negative() -> None:
    reference = law(4, limit=0.04, gain=-0.02)
    line = fit(reference.nll.mean(dim=1, keepdim=True), reference.membership, torch.ones(1, 4))
    assert float(line.gain) == 0
    assert str(equivalent(constant(0.05), reference, generator=generator())) == "< 1"


def test_every_size_counts_alike_however_many_of_it_there_are() -> None:
    reference = law(6, limit=0.04, gain=0.02)
    sizes = reference.membership.sum(dim=1)
    means = torch.tensor([0.0, 0.9, 0.5, 0.4, 0.3, 0.25, 0.22], dtype=torch.float64)
    by_subset = fit(means[sizes].unsqueeze(1), reference.membership, torch.ones(1, 6))
    x = 1 / torch.arange(1, 7, dtype=torch.float64)
    design = torch.stack([torch.ones(6).double(), x], dim=1)
    limit, gain = torch.linalg.lstsq(design, means[1:]).solution.tolist()
    assert (float(by_subset.limit), float(by_subset.gain)) == pytest.approx((limit, gain))


def test_ensembles_of_held_out_networks_are_worth_their_size() -> None:
    outputs, targets = members(14, 2000, 5)
    score = partial(example_nll, targets=targets)
    reference = sub_ensembles(outputs[:8], score, generator=generator(), per_size=30)
    for size in (2, 4):
        predictive = log_predictive(outputs[8 : 8 + size])
        result = equivalent(score(predictive), reference, generator=generator())
        assert result.low < size < result.high
        assert result.low < result.value < result.high


def test_members_of_the_reference_matter_to_the_interval() -> None:
    """With so many images that only the choice of members is left uncertain."""
    reference = law(4, limit=0.04, gain=0.02)
    nll = reference.nll.clone()
    nll[reference.membership.sum(dim=1) == 1] += torch.tensor([-1, 0, 0, 1]).unsqueeze(1) * 0.005
    uneven = reference._replace(nll=nll)
    result = equivalent(constant(0.05), uneven, generator=generator())
    assert result.low < result.value < result.high


def test_reference_is_scored_by_its_calibrated_nll() -> None:
    outputs, targets = members(2, 60, 3)

    def score(predictive: Tensor) -> Tensor:
        return calibrated_example_nll(predictive, targets, generator=generator(), repeats=1)

    reference = sub_ensembles(outputs, score, generator=generator())
    assert reference.membership.tolist() == [[True, False], [False, True], [True, True]]
    assert torch.equal(reference.nll[2], score(log_predictive(outputs)))
