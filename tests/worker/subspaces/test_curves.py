"""Polygonal chains: coefficients and moments against closed forms."""

import pytest
import torch

from worker.subspaces.curves import Chain
from worker.subspaces.families import variance_factor

CHAINS = {
    (2, 0.25): [0.75, 0.25],
    (3, 0.1): [0.8, 0.2, 0.0],
    (3, 0.8): [0.0, 0.4, 0.6],
    (4, 0.5): [0.0, 0.5, 0.5, 0.0],
    (5, 0.1): [0.6, 0.4, 0.0, 0.0, 0.0],
    (5, 0.8): [0.0, 0.0, 0.0, 0.8, 0.2],
}


@pytest.mark.parametrize(("case", "expected"), CHAINS.items())
def test_coefficients_of_a_chain(case, expected):
    vertices, t = case
    found = Chain(vertices).coefficients(torch.tensor(t, dtype=torch.float64))
    assert found.tolist() == pytest.approx(expected)


@pytest.mark.parametrize(("vertices", "factor"), [(3, 0.292), (4, 0.389), (5, 0.448)])
def test_moments_of_a_chain(vertices, factor):
    chain = Chain(vertices)
    sampled = chain.sample(200_000, torch.Generator().manual_seed(0)).double()
    assert sampled.square().sum(1).mean() == pytest.approx(chain.mean_square(), abs=2e-3)
    assert sampled.mean(0).tolist() == pytest.approx(chain.mean(), abs=2e-3)
    assert variance_factor(chain) == pytest.approx(factor, abs=5e-4)


def test_ends_of_a_chain_are_its_end_points_bit_for_bit():
    vertices = torch.randn(4, 1000, generator=torch.Generator().manual_seed(0))
    for t, i in ((0.0, 0), (1.0, 3)):
        assert torch.equal(Chain(4).coefficients(torch.tensor(t)) @ vertices, vertices[i])
