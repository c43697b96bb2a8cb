"""Starting from a network that exists: it stays or goes on; the budget is the further cost."""

import pytest
import torch

from tests.worker.training.tiny import CPU, OPTIONS, end_points, tiny_data, tiny_recipe
from worker.training import Trainer

STARTED = {"start_from": {"run": "abcdefgh", "member": 1}}
STARTABLE = ("spro", "snapshot", "swag", "line")
KEPT = ("spro", "line")


def started(method: str, budget: float) -> tuple[Trainer, torch.Tensor]:
    options = OPTIONS[method] | STARTED | {"budget": budget}
    recipe = tiny_recipe(method, epochs=4, options=options)
    (network,) = end_points(recipe)
    trainer = Trainer(recipe, tiny_data(), CPU, end_points=[network])
    list(trainer)
    return trainer, network


@pytest.mark.parametrize("budget", [0.05, 0.1, 0.25, 0.5, 1.0])
@pytest.mark.parametrize("method", STARTABLE)
def test_budget_counts_further_trainings(method, budget):
    record = started(method, budget)[0].record()
    rounding = 2 * 4 / (4 * 90)  # an image for each sample of each stage
    assert record.equivalent_trainings == pytest.approx(1 + budget, abs=rounding)


@pytest.mark.parametrize("method", KEPT)
def test_network_stays_the_first_vertex_bit_for_bit(method):
    trainer, network = started(method, 0.5)
    vertices = trainer.subspace().vertices
    assert torch.equal(vertices[0], network)
    assert all((vertex - network).norm() > 0.01 * network.norm() for vertex in vertices[1:])


@pytest.mark.parametrize("method", ["snapshot", "swag"])
def test_training_goes_on_from_the_network(method):
    trainer, network = started(method, 0.05)
    moved = (trainer.subspace().vertices[0] - network).norm() / network.norm()
    assert 0 < moved < 0.5


def test_network_alone_grows_into_a_simplex():
    subspace = started("spro", 1.0)[0].subspace()
    assert subspace.parts == ((0, 1, 2),)


@pytest.mark.parametrize("method", STARTABLE)
def test_missing_network_is_refused(method):
    recipe = tiny_recipe(method, options=OPTIONS[method] | STARTED)
    with pytest.raises(ValueError, match="expected 1 trained networks"):
        Trainer(recipe, tiny_data(), CPU)
