"""Clouds fitted to the weights that a training passed through."""

import pytest
import torch

from backend.contracts.recipes import Recipe
from worker.training.swag import cloud


def recipe(**options: int) -> Recipe:
    return Recipe(dataset="mnist", network="mlp", method="swag", options=options)


@pytest.mark.parametrize("size", [1.0, 1e-2, 1e-4])
@pytest.mark.parametrize(("copies", "rank", "vertices"), [(20, 20, 20), (5, 20, 5), (20, 8, 9)])
def test_a_cloud_has_no_more_deviations_than_are_independent(
    copies: int, rank: int, vertices: int, size: float
) -> None:
    """However small they are beside the weights, whose rounding they carry."""
    noise = torch.randn(copies, 500, generator=torch.Generator().manual_seed(0))
    found, _ = cloud(1 + size * noise, rank)
    assert len(found) == vertices <= recipe(copies=copies, rank=rank).vertex_count


def test_a_cloud_keeps_the_covariance_of_its_copies() -> None:
    copies = torch.randn(6, 30, generator=torch.Generator().manual_seed(1))
    vertices, independent = cloud(copies, 20)
    deviations = vertices[1:] - vertices[0]
    torch.testing.assert_close(2 * deviations.T @ deviations, copies.T.cov())
    variances = copies.var(dim=0, correction=0)
    torch.testing.assert_close(2 * independent.square(), variances)


def test_a_point_of_a_cloud_that_kept_one_more_deviation_is_asked_of_its_worker() -> None:
    assert recipe(copies=20, rank=20).vertex_count == 21
    assert recipe(copies=20, rank=8).vertex_count == 9
