"""The fast step against autograd through the mixing and torch's own optimiser."""

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor
from torch.func import functional_call

from backend.contracts.catalog import DATASETS, NETWORKS
from tests.worker.training.tiny import CPU, tiny_data
from worker.networks import network
from worker.networks.initialization import initial_weights
from worker.subspaces.layout import Layout
from worker.subspaces.simplex import Simplex
from worker.training.draws import Draws
from worker.training.extent import Extent
from worker.training.flat_network import FlatNetwork, mix_
from worker.training.fused import FusedDescent
from worker.training.optimizer import VertexDescent
from worker.training.plan import Stage

MLP = {"width": 8, "depth": 2}
CNN = {"width": 4, "norm": "group"}
COEFFICIENTS = [[0.2, 0.5, 0.3], [0.7, 0.1, 0.2], [0.0, 1.0, 0.0]]
PAIRS = [(0, 2), (1, 0), (2, 1)]


def stage(**changes) -> Stage:
    fields = {"momentum": 0.9, "vertex_decay": 5e-3, "beta": 2.0} | changes
    return Stage(
        vertices=lambda start: start.finished,
        geometry=Simplex(3),
        epochs=1,
        learning_rate=0.1,
        schedule=lambda part: 1.0,
        **fields,
    )


def start(name: str, options: dict) -> tuple[torch.nn.Module, Layout, Tensor]:
    complete = NETWORKS[name].options.model_validate(options).model_dump()
    module = network(DATASETS["mnist"], name, complete)
    layout = Layout.of(module)
    weights = [
        initial_weights(module, layout, torch.Generator().manual_seed(seed)) for seed in range(3)
    ]
    return module, layout, torch.stack(weights)


def cosine_squared(v: dict[str, Tensor], w: dict[str, Tensor]) -> Tensor:
    """Over all weight tensors, in the paper's words."""
    flat = [torch.cat([p.flatten() for p in x.values() if p.ndim >= 2]) for x in (v, w)]
    return F.cosine_similarity(*flat, dim=0).square()


def plainly_trained(module, layout, vertices: Tensor, batches, stage: Stage) -> Tensor:
    """The same training with autograd through the mixing and torch.optim.SGD."""
    trees = [
        {name: view.clone().requires_grad_() for name, view in layout.views(vertex).items()}
        for vertex in vertices
    ]
    optimizer = torch.optim.SGD(
        [parameter for tree in trees for parameter in tree.values()],
        lr=stage.learning_rate,
        momentum=stage.momentum,
        weight_decay=stage.vertex_decay,
    )
    for (images, targets), coefficients, (i, j) in zip(batches, COEFFICIENTS, PAIRS, strict=True):
        mixed = {
            name: sum(a * tree[name] for a, tree in zip(coefficients, trees, strict=True))
            for name in layout.names
        }
        loss = F.cross_entropy(functional_call(module, mixed, (images,), strict=True), targets)
        loss = loss + stage.beta * cosine_squared(trees[i], trees[j])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return torch.stack(
        [torch.cat([tree[name].detach().flatten() for name in layout.names]) for tree in trees]
    )


def batches():
    data = tiny_data(48)
    images = data.normalize(data.train.images)
    return list(zip(images.split(16), data.train.targets.split(16), strict=True))


@pytest.mark.parametrize(("name", "options"), [("mlp", MLP), ("cnn", CNN)])
def test_fast_steps_are_autograd_through_the_mixing(name, options):
    module, layout, vertices = start(name, options)
    expected = plainly_trained(module, layout, vertices, batches(), stage())
    point = FlatNetwork(module, layout, CPU)
    descent = VertexDescent(stage(), vertices, torch.zeros_like(vertices), layout.n_weights)
    for (images, targets), coefficients, pair in zip(batches(), COEFFICIENTS, PAIRS, strict=True):
        mix_(point.weights, vertices, coefficients)
        point.differentiate(images, targets)
        descent.step(point.gradient, torch.tensor(coefficients), 0.1, pair)
    torch.testing.assert_close(vertices, expected, atol=1e-6, rtol=1e-5)


@pytest.mark.parametrize(("name", "options"), [("mlp", MLP), ("cnn", CNN)])
def test_compiled_steps_are_autograd_through_the_mixing(name, options):
    module, layout, vertices = start(name, options)
    expected = plainly_trained(module, layout, vertices, batches(), stage())
    point = FlatNetwork(module, layout, CPU)
    momenta = torch.zeros_like(vertices)
    descent = FusedDescent(stage(), vertices, momenta, point.weights, layout.n_weights)
    descent.begin(COEFFICIENTS[0], PAIRS[0])
    for i, (images, targets) in enumerate(batches()):
        point.differentiate(images, targets)
        after = (i + 1) % len(PAIRS)
        descent.step(point.gradient, COEFFICIENTS[i], 0.1, COEFFICIENTS[after], PAIRS[after])
    torch.testing.assert_close(vertices, expected, atol=1e-6, rtol=1e-5)


def test_vertices_that_are_not_trained_stay():
    _, layout, vertices = start("mlp", MLP)
    before = vertices.clone()
    momenta = torch.zeros_like(vertices)
    descent = VertexDescent(stage(trained=(1, 2), beta=0.0), vertices, momenta, layout.n_weights)
    descent.step(torch.ones(layout.n_parameters), torch.tensor([0.2, 0.5, 0.3]), 0.1)
    assert torch.equal(vertices[[0, 2]], before[[0, 2]])
    expected = before[1] - 0.1 * (0.5 + 5e-3 * before[1])
    torch.testing.assert_close(vertices[1], expected)


def test_decay_of_the_point_joins_the_gradient():
    module, layout, vertices = start("mlp", MLP)
    point = FlatNetwork(module, layout, CPU)
    mix_(point.weights, vertices, COEFFICIENTS[0])
    images, targets = batches()[0]
    loss = point.differentiate(images, targets)
    plain = point.gradient.clone()
    assert torch.equal(point.differentiate(images, targets, decay=0.25), loss)
    torch.testing.assert_close(point.gradient, plain + 0.25 * point.weights)


def test_long_gradients_are_scaled_and_short_ones_stay():
    _, layout, vertices = start("mlp", MLP)
    gradient = torch.ones(layout.n_parameters)
    for largest, scale in ((float(gradient.norm()) / 4, 0.25), (1e9, 1.0)):
        moved, momenta = vertices.clone(), torch.zeros_like(vertices)
        plan = stage(largest_gradient=largest, beta=0.0, vertex_decay=0.0)
        descent = VertexDescent(plan, moved, momenta, layout.n_weights)
        descent.step(gradient, torch.tensor(COEFFICIENTS[0]), 0.1)
        expected = scale * torch.tensor(COEFFICIENTS[0])[:, None].expand_as(momenta)
        torch.testing.assert_close(momenta, expected)


@pytest.mark.parametrize("equal_steps", [True, False])
def test_equal_steps_move_every_point_as_far_as_a_plain_step(equal_steps):
    draws = Draws.of(0, stage(equal_steps=equal_steps), 0, Extent.of(1, 1600, 16), CPU)
    moved = (torch.tensor(draws.coefficients) * draws.shares).sum(-1)[:, 0] / Simplex(
        3
    ).mean_square()
    assert torch.allclose(moved, torch.ones(100)) == equal_steps
    assert float(moved.mean()) == pytest.approx(1, abs=0.1)


def test_one_hot_mixture_is_the_vertex_bit_for_bit():
    _, layout, vertices = start("mlp", MLP)
    mixed = torch.full((layout.n_parameters,), 7.0)
    for i in range(3):
        mix_(mixed, vertices, [float(i == j) for j in range(3)])
        assert torch.equal(mixed, vertices[i])
