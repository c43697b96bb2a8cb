"""The standard error of a mean over draws from a few networks."""

from math import isnan, nan, sqrt
from statistics import stdev

import pytest
import torch

from benchmarks.results.jackknife import standard_error


def drawn(values: torch.Tensor, taken: int, draws: int, seed: int = 0) -> torch.Tensor:
    """Each draw takes some networks; the others score what they are."""
    generator = torch.Generator().manual_seed(seed)
    scores = values.expand(draws, -1).clone()
    for row in scores:
        row[torch.randperm(len(values), generator=generator)[:taken]] = nan
    return scores


def test_error_of_a_plain_mean_is_that_of_its_values():
    """Every network is left out once, so the draws together are the mean of all."""
    values = torch.tensor([1.0, 4.0, 2.0, 8.0, 5.0], dtype=torch.float64)
    scores = values.expand(5, -1).clone().fill_diagonal_(nan)
    expected = stdev(values.tolist()) / sqrt(5)
    assert standard_error(scores) == pytest.approx(expected)


def test_more_draws_from_the_same_networks_know_no_more():
    values = torch.randn(20, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    expected = stdev(values.tolist()) / sqrt(20)
    assert standard_error(drawn(values, 3, 20_000)) == pytest.approx(expected, rel=0.1)


def test_network_that_no_draw_left_out_leaves_no_error():
    scores = drawn(torch.arange(4.0), 1, 50)
    scores[:, 2] = nan
    assert isnan(standard_error(scores))
