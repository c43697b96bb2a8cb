"""Small random subspaces over small random images."""

import torch
from torch import nn

from backend.contracts.catalog import METHODS
from worker.datasets.data import Data, Split
from worker.engine.context import Context
from worker.subspaces.families import geometry_of
from worker.subspaces.geometry import Parts
from worker.subspaces.layout import Layout
from worker.subspaces.scatter import Scatter

CLASSES = 4


def mlp() -> nn.Module:
    return nn.Sequential(
        nn.Flatten(), nn.Linear(36, 12), nn.ReLU(), nn.Linear(12, 12), nn.ReLU(), nn.Linear(12, 4)
    )


def cnn() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(1, 3, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(12, CLASSES)
    )


def random_data() -> Data:
    generator = torch.Generator().manual_seed(7)

    def split(count: int) -> Split:
        images = torch.randint(256, (count, 1, 6, 6), dtype=torch.uint8, generator=generator)
        return Split(images, torch.randint(CLASSES, (count,), generator=generator))

    return Data.of(split(50), split(2_300), mean=(0.5,), std=(0.25,))


DATA = random_data()


def random_context(
    method: str,
    n_vertices: int,
    module: nn.Module | None = None,
    *,
    parts: Parts = (),
    scatter: Scatter | None = None,
) -> Context:
    """Of a method of the catalog, its vertices random."""
    module = module or mlp()
    generator = torch.Generator().manual_seed(n_vertices)
    vertices = 0.4 * torch.randn(n_vertices, Layout.of(module).n_parameters, generator=generator)
    return Context(
        run="aaaabbbbcccc",
        family=METHODS[method].family,
        geometry=geometry_of(METHODS[method].geometry, vertices, parts=parts),
        vertices=vertices,
        module=module,
        data=DATA,
        seed=3,
        scatter=scatter,
    )
