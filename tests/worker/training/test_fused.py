"""The compiled pass against the plain operations; its bits depend on its input alone."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
import torch
from torch import Tensor

from worker.subspaces.simplex import Simplex
from worker.training import fused
from worker.training.flat_network import mix_
from worker.training.fused import BLOCK, FusedDescent
from worker.training.optimizer import VertexDescent
from worker.training.plan import Stage

PARAMETERS, WEIGHTS = 5 * BLOCK + 300, 4 * BLOCK + 77
RATE = 0.05
STEPS = [
    ([0.2, 0.5, 0.3], (0, 2)),
    ([0.7, 0.1, 0.2], (1, 0)),
    ([0.0, 1.0, 0.0], (2, 1)),
    ([0.4, 0.3, 0.3], (0, 1)),
]


def stage(**changes) -> Stage:
    fields = {"vertex_decay": 5e-3, "beta": 2.0, "largest_gradient": 60.0} | changes
    return Stage(
        vertices=lambda start: start.finished,
        geometry=Simplex(3),
        epochs=1,
        learning_rate=RATE,
        schedule=lambda part: 1.0,
        momentum=0.9,
        **fields,
    )


def beginning() -> tuple[Tensor, Tensor, Tensor]:
    """Vertices that are not far from each other's directions, momenta, and a point."""
    generator = torch.Generator().manual_seed(0)
    common = torch.randn(PARAMETERS, generator=generator)
    vertices = common + torch.randn(3, PARAMETERS, generator=generator)
    momenta = 0.1 * torch.randn(3, PARAMETERS, generator=generator)
    return vertices, momenta, torch.zeros(PARAMETERS)


def gradients() -> Iterator[Tensor]:
    """Some longer than the longest that is let through (60), some shorter."""
    generator = torch.Generator().manual_seed(1)
    for scale in (0.5, 2.0, 1.0, 0.1):
        yield scale * torch.randn(PARAMETERS, generator=generator)


def plain_steps(plain: Stage) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Vertices, momenta and the next point after each step but the last, by torch operations."""
    vertices, momenta, point = beginning()
    descent = VertexDescent(plain, vertices, momenta, WEIGHTS)
    for gradient, (now, following) in zip(gradients(), pairwise(STEPS), strict=False):
        descent.step(gradient, torch.tensor(now[0]), RATE, now[1] if plain.beta else ())
        mix_(point, vertices, following[0])
        yield vertices, momenta, point


def fused_steps(plain: Stage, *, fresh_at: int = 0) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """The same by the compiled pass, which begins anew before step `fresh_at`."""
    vertices, momenta, point = beginning()
    for step, (gradient, (now, following)) in enumerate(
        zip(gradients(), pairwise(STEPS), strict=False)
    ):
        pairs = (now[1], following[1]) if plain.beta else ((), ())
        if step in (0, fresh_at):
            descent = FusedDescent(plain, vertices, momenta, point, WEIGHTS)
            descent.begin(now[0], pairs[0])
        descent.step(gradient, now[0], RATE, following[0], pairs[1])
        yield vertices, momenta, point


@pytest.mark.parametrize(
    "changes",
    [{}, {"beta": 0.0}, {"vertex_decay": 0.0}, {"largest_gradient": None}, {"trained": (1, 2)}],
    ids=["all", "no cosine", "no decay", "no limit", "one moves"],
)
def test_compiled_steps_are_the_plain_steps(changes):
    plain = stage(**changes)
    for (vertices, momenta, point), (slow, slow_momenta, slow_point) in zip(
        fused_steps(plain), plain_steps(plain), strict=True
    ):
        moved = slice(*plain.trained)
        for one, other in (
            (vertices, slow),
            (momenta[moved], slow_momenta[moved]),
            (point, slow_point),
        ):
            assert float((one - other).norm() / other.norm()) < 1e-6


def test_beginning_anew_changes_no_bit():
    *_, (vertices, momenta, point) = fused_steps(stage())
    for step in (1, 2):
        *_, anew = fused_steps(stage(), fresh_at=step)
        for one, other in zip((vertices, momenta, point), anew, strict=True):
            assert torch.equal(one, other)


def test_threads_change_no_bit(monkeypatch: pytest.MonkeyPatch):
    *_, (vertices, momenta, point) = fused_steps(stage())
    torch.set_num_threads(3)
    monkeypatch.setattr(fused, "COLUMNS_PER_THREAD", 1)
    *_, shared = fused_steps(stage())
    for one, other in zip((vertices, momenta, point), shared, strict=True):
        assert torch.equal(one, other)


def test_point_of_one_vertex_is_it_bit_for_bit():
    vertices, momenta, point = beginning()
    descent = FusedDescent(stage(), vertices, momenta, point, WEIGHTS)
    for i in range(3):
        descent.begin([float(i == j) for j in range(3)])
        assert torch.equal(point, vertices[i])


def test_vertices_without_a_direction_spoil_the_training_in_sight():
    vertices, momenta, point = beginning()
    vertices[0] = 0
    descent = FusedDescent(stage(), vertices, momenta, point, WEIGHTS)
    descent.begin([1.0, 0.0, 0.0], (0, 1))
    descent.step(torch.ones(PARAMETERS), [1.0, 0.0, 0.0], RATE, [1.0, 0.0, 0.0])
    assert not torch.isfinite(point).all()
