"""A trained subspace with all it takes to look at it: network, data, plane; cached."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import torch
from torch import Tensor, nn

from backend.contracts.catalog import Family
from backend.contracts.landscapes import Split
from worker.datasets.data import Data
from worker.landscape.engine import Engine, Examples, Points
from worker.subspaces.families import Geometry
from worker.subspaces.plane import Plane, plane_through_vertices


@dataclass(frozen=True, eq=False)
class Context:
    """For one thread at a time."""

    run: str
    family: Family
    geometry: Geometry
    vertices: Tensor
    """(n_vertices, n_parameters) float32, on the device that computes."""
    module: nn.Module
    """Of any weights."""
    data: Data
    seed: int
    """Of the recipe; draws the random directions of planes."""
    _examples: dict[tuple[Split, int | None], Examples] = field(default_factory=dict)

    @cached_property
    def engine(self) -> Engine:
        return Engine(self.module, self.vertices.device)

    @cached_property
    def plane_and_random_axes(self) -> tuple[Plane, list[Literal["x", "y"]]]:
        generator = torch.Generator().manual_seed(self.seed)
        return plane_through_vertices(self.vertices, self.engine.layout, generator)

    @property
    def plane(self) -> Plane:
        return self.plane_and_random_axes[0]

    @cached_property
    def vertex_coordinates(self) -> Tensor:
        """Projections of the vertices on the plane (n_vertices, 2), float64."""
        return self.plane.coordinates(self.vertices)

    def examples(self, split: Split, max_examples: int | None = None) -> Examples:
        """A whole split, or a uniform part of it, the same for all who ask; kept."""
        key = split, max_examples
        if key not in self._examples:
            self._examples[key] = self._load(split, max_examples)
        return self._examples[key]

    def _load(self, split: Split, max_examples: int | None) -> Examples:
        raw = self.data.test if split == "test" else self.data.train
        images, targets = raw.images, raw.targets
        if max_examples is not None and max_examples < len(images):
            order = torch.randperm(len(images), generator=torch.Generator().manual_seed(0))
            part = order[:max_examples].sort().values.to(images.device)
            images, targets = images[part], targets[part]
        device = self.vertices.device
        return Examples(self.data.normalize(images.to(device)), targets.to(device))

    def points(self, coefficients: Tensor) -> Points:
        """Combinations (points, n_vertices) of the vertices."""
        return Points(list(self.vertices), coefficients.double())
