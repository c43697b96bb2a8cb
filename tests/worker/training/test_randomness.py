"""Addresses of randomness: equal ones agree, different ones do not."""

import torch

from worker.training.randomness import generator


def draw(*address) -> torch.Tensor:
    return torch.rand(4, generator=generator(*address))


def test_same_address_draws_the_same():
    assert torch.equal(draw(0, "order", 1, 2), draw(0, "order", 1, 2))


def test_every_part_of_the_address_counts():
    addresses = [(0, "order", 1, 2), (1, "order", 1, 2), (0, "pairs", 1, 2), (0, "order", 2, 1)]
    assert len({tuple(draw(*address).tolist()) for address in addresses}) == 4


def test_global_seed_has_no_influence():
    before = draw(0, "order")
    torch.manual_seed(5)
    assert torch.equal(draw(0, "order"), before)
