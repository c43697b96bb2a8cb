"""Layers with coefficients of their own: the step equals autograd through the mixing."""

import torch
import torch.nn.functional as F
from torch.func import functional_call

from backend.contracts.catalog import DATASETS
from tests.worker.training.tiny import CPU, tiny_data, tiny_recipe, trained
from worker.networks import network
from worker.subspaces.layout import Layout
from worker.subspaces.simplex import Simplex
from worker.training.draws import Draws
from worker.training.extent import Extent
from worker.training.flat_network import FlatNetwork
from worker.training.plan import Stage
from worker.training.schedule import constant
from worker.training.steps import Steps


def test_step_equals_autograd_through_the_mixing():
    recipe = tiny_recipe("simplex")
    module = network(DATASETS["mnist"], recipe.network, recipe.network_options)
    layout = Layout.of(module)
    vertices = 0.1 * torch.randn(3, layout.n_parameters, generator=torch.Generator().manual_seed(0))
    stage = Stage(
        vertices=lambda _: vertices,
        geometry=Simplex(3),
        epochs=1,
        learning_rate=1.0,
        schedule=constant,
        momentum=0.0,
        layerwise=True,
    )
    data = tiny_data(16)
    draws = Draws.of(0, stage, 0, Extent.of(1, 16, 16), CPU, layers=layout.n_layers)
    assert layout.n_layers == 2
    images, targets = data.normalize(data.train.images), data.train.targets
    leaf = vertices.clone().requires_grad_()
    weights = {}
    for name in layout.names:
        layer = 0 if name.startswith("1.") else 1  # 0 flattens
        parts = [layout.views(vertex)[name] for vertex in leaf]
        drawn = draws.coefficients[0][layer]
        weights[name] = torch.stack([a * p for a, p in zip(drawn, parts, strict=True)]).sum(0)
    F.cross_entropy(functional_call(module, weights, (images,)), targets).backward()
    moved = vertices.clone()
    steps = Steps(
        stage,
        draws,
        lambda _: torch.Generator(),
        FlatNetwork(module, layout, CPU),
        layout,
        moved,
        torch.zeros_like(moved),
    )
    steps.step(0, images, targets, rate=1.0)
    torch.testing.assert_close(vertices - moved, leaf.grad, atol=1e-5, rtol=1e-5)


def test_layers_are_drawn_apart():
    recipe = tiny_recipe("line", options={"layerwise": True})
    whole = trained(tiny_recipe("line"))[0].subspace().vertices
    assert not torch.equal(trained(recipe)[0].subspace().vertices, whole)
