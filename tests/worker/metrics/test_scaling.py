"""Known configurations come back, and divergences keep their bounds."""

from math import log

import pytest
import torch
from torch import Tensor

from worker.metrics.scaling import added, divergences, scaling, stress


def squared(points: Tensor) -> Tensor:
    return torch.cdist(points, points, compute_mode="donot_use_mm_for_euclid_dist").square()


def planar(count: int) -> Tensor:
    generator = torch.Generator().manual_seed(count)
    return torch.randn(count, 2, generator=generator, dtype=torch.float64) * torch.tensor([3, 1])


def answers(networks: int, sharpness: float = 2.0) -> Tensor:
    generator = torch.Generator().manual_seed(networks)
    logits = torch.randn(networks, 40, 5, generator=generator, dtype=torch.float64)
    return torch.log_softmax(sharpness * logits, dim=-1)


@pytest.mark.parametrize("weighted", [False, True])
def test_a_planar_configuration_is_recovered_up_to_rotation_and_reflection(weighted: bool) -> None:
    points = planar(12)
    weights = torch.arange(1.0, 13.0, dtype=torch.float64) if weighted else None
    found = scaling(squared(points), weights)
    assert torch.allclose(squared(found.positions), squared(points), atol=1e-10)
    assert stress(found) == pytest.approx(0, abs=1e-7)
    assert sum(found.explained) == pytest.approx(1)
    assert found.explained[0] > found.explained[1]


def test_a_weight_counts_as_copies() -> None:
    points = planar(5)
    points = torch.cat([points, torch.ones(5, 1)], dim=1)
    points[0, 2] = 4
    copied = torch.cat([points, points[:1], points[:1]])
    found = scaling(squared(points), torch.tensor([3.0, 1, 1, 1, 1]))
    expected = scaling(squared(copied))
    assert torch.allclose(found.positions, expected.positions[:5], atol=1e-9)
    assert found.explained == pytest.approx(expected.explained)


def test_a_point_that_is_added_falls_where_it_belongs() -> None:
    points, more = planar(8), torch.tensor([[0.3, -1.0], [5.0, 2.0]], dtype=torch.float64)
    base = scaling(squared(points), torch.arange(1.0, 9.0))
    placed = added(base, torch.cdist(more, points).square())
    both = torch.cat([base.positions, placed])
    assert torch.allclose(squared(both), squared(torch.cat([points, more])), atol=1e-8)


def test_distances_that_need_three_axes_have_stress() -> None:
    corners = torch.eye(4, dtype=torch.float64)  # of a regular tetrahedron
    found = scaling(squared(corners))
    assert sum(found.explained) == pytest.approx(2 / 3)
    assert float(stress(found) or 0) > 0.1


def test_a_lone_network_and_equal_networks_have_no_distances() -> None:
    assert scaling(torch.zeros(1, 1)).positions.tolist() == [[0, 0]]
    same = scaling(torch.zeros(3, 3))
    assert stress(same) is None
    assert same.explained == (0, 0)
    assert added(same, torch.ones(1, 3)).tolist() == [[0, 0]]


def test_divergences_are_symmetric_and_keep_their_bounds() -> None:
    for sharpness in (0.1, 2.0, 400.0):
        outputs = answers(6, sharpness)
        found = divergences(outputs, outputs)
        assert torch.allclose(found, found.T, atol=1e-15)
        assert torch.all((found >= 0) & (found <= log(2)))
        assert float(found.diagonal().max()) < 1e-15


def test_known_divergences() -> None:
    sure = torch.tensor([[[1.0, 0.0]], [[0.0, 1.0]], [[0.5, 0.5]]], dtype=torch.float64).log()
    found = divergences(sure, sure)
    assert float(found[0, 1]) == pytest.approx(log(2))
    # The entropy of (3/4, 1/4) less half of that of the even answer.
    assert float(found[0, 2]) == pytest.approx(0.75 * log(4 / 3) + 0.25 * log(4) - log(2) / 2)


def test_roots_of_divergences_are_euclidean_distances() -> None:
    outputs = answers(9)
    squares = divergences(outputs, outputs)
    centre = torch.eye(9, dtype=torch.float64) - 1 / 9
    assert float(torch.linalg.eigvalsh(-centre @ squares @ centre).min()) > -1e-12
    distance = squares.sqrt()
    detours = distance.unsqueeze(2) + distance.unsqueeze(0)
    assert torch.all(distance.unsqueeze(1) <= detours + 1e-12)
