"""A trained subspace with all it takes to look at it: network, data, plane; cached."""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

import torch
from torch import Tensor, nn

from backend.contracts.catalog import Family
from backend.contracts.landscapes import Split
from worker.datasets.data import Data
from worker.engine.engine import Engine, Examples, Points
from worker.engine.memory import tensor_cache
from worker.networks.batch_norm import recalibration_images
from worker.subspaces.geometry import SubspaceGeometry
from worker.subspaces.plane import Plane, plane_through_vertices
from worker.subspaces.ruler import Ruler
from worker.subspaces.scatter import Scatter

DISPLACEMENT_BYTES = 2**26
"""Of the remembered displacements."""
EARLY_IMAGES = 128
"""Training images of the batch-norm statistics behind a first answer."""


class Draw(NamedTuple):
    """Which displacement a network of a cloud has."""

    seed: int
    part: int
    """Number of the cloud."""


@dataclass(frozen=True, eq=False)
class Context:
    """For one thread at a time."""

    run: str
    family: Family
    geometry: SubspaceGeometry
    vertices: Tensor
    """(n_vertices, n_parameters) float32, on the device that computes."""
    module: nn.Module
    """Of any weights."""
    data: Data
    """On the same device."""
    seed: int
    """Of the recipe; draws the random directions of planes."""
    scatter: Scatter | None = None
    """What sampled networks have beyond their coefficients."""
    anchors: tuple[int, ...] | None = None
    """Vertices that the plane goes through; those of the geometry by default."""

    def through(self, anchors: tuple[int, ...] | None) -> "Context":
        """The same subspace with another plane; the last one is kept.

        Raises:
            ValueError: It has fewer vertices.
        """
        if anchors == self.anchors:
            return self
        if max(anchors or (0,)) >= len(self.vertices):
            raise ValueError(f"expected vertices from 0 to {len(self.vertices) - 1}; got {anchors}")
        if anchors not in self._others:
            self._others.clear()
            self._others[anchors] = replace(self, anchors=anchors)
        return self._others[anchors]

    @cached_property
    def _others(self) -> "dict[tuple[int, ...] | None, Context]":
        return {}

    @cached_property
    def engine(self) -> Engine:
        return Engine(self.module, self.vertices.device, self.recalibration_images)

    @cached_property
    def early_engine(self) -> Engine:
        """The same, but batch-norm statistics come from a few training images."""

        def few() -> Tensor:
            return self.recalibration_images()[:EARLY_IMAGES]

        return Engine(self.module, self.vertices.device, few)

    @cached_property
    def plane_and_random_axes(self) -> tuple[Plane, list[Literal["x", "y"]]]:
        generator = torch.Generator().manual_seed(self.seed)
        numbers = list(self.anchors or self.geometry.anchors())
        return plane_through_vertices(self.vertices[numbers], self.engine.layout, generator)

    @property
    def plane(self) -> Plane:
        return self.plane_and_random_axes[0]

    @cached_property
    def vertex_coordinates(self) -> Tensor:
        """Projections of the vertices on the plane (n_vertices, 2), float64."""
        return self.plane.coordinates(self.vertices)

    @cached_property
    def n_classes(self) -> int:
        return self.engine.outputs(self.examples("test").images[:2])

    @cached_property
    def ruler(self) -> Ruler:
        return Ruler.of(self.vertices, self.plane)

    def recalibration_images(self) -> Tensor:
        """Training images that batch-norm statistics are estimated on, normalised; kept."""
        return self.data.derived("recalibration", lambda: recalibration_images(self.data))

    def examples(self, split: Split, max_examples: int | None = None) -> Examples:
        """A whole split, or a uniform part of it, the same for all who ask; kept."""
        return self.data.derived(
            (split, max_examples), lambda: _prepared(self.data, split, max_examples)
        )

    def points(self, coefficients: Tensor) -> Points:
        """Combinations (points, n_vertices) of the vertices."""
        return Points(list(self.vertices), coefficients.double())

    def scattered(self, coefficients: Tensor, draws: Sequence[Draw]) -> Points:
        """Combinations (points, n_vertices), each with a displacement of its own."""
        if self.scatter is None:
            return self.points(coefficients)
        displacements = [
            self._displacement(self.scatter, row, draw)
            for row, draw in zip(coefficients, draws, strict=True)
        ]
        own = torch.eye(len(displacements), dtype=torch.float64)
        return Points([*self.vertices, *displacements], torch.cat([coefficients, own], dim=1))

    @cached_property
    def _displacements(self) -> MutableMapping[tuple[tuple[float, ...], Draw], Tensor]:
        """Those drawn last: the engine recognises a vector that it has seen."""
        return tensor_cache(DISPLACEMENT_BYTES)

    def _displacement(self, scatter: Scatter, coefficients: Tensor, draw: Draw) -> Tensor:
        key = tuple(coefficients.tolist()), draw
        displacement = self._displacements.get(key)
        if displacement is None:
            point = coefficients.to(self.vertices) @ self.vertices
            chance = torch.Generator().manual_seed(draw.seed)
            displacement = scatter.displacement(point, draw.part, self.engine.layout, chance)
            self._displacements[key] = displacement
        return displacement

    def points_with_plane(self, rows: Tensor) -> Points:
        """Sums (points, n_vertices + 3) of the vertices and the plane's origin, u and v."""
        plane = self.plane
        return Points([*self.vertices, plane.origin, plane.u, plane.v], rows.double())


def example_indices(data: Data, split: Split, max_examples: int | None = None) -> Tensor:
    """Which images of the split `Context.examples` holds: (examples,) int64, ascending."""
    count = len((data.test if split == "test" else data.train).images)
    if max_examples is None or max_examples >= count:
        return torch.arange(count)
    order = torch.randperm(count, generator=torch.Generator().manual_seed(0))
    return order[:max_examples].sort().values


def _prepared(data: Data, split: Split, max_examples: int | None) -> Examples:
    raw = data.test if split == "test" else data.train
    images, targets = raw.images, raw.targets
    if max_examples is not None and max_examples < len(images):
        part = example_indices(data, split, max_examples).to(images.device)
        images, targets = images[part], targets[part]
    return Examples(data.normalize(images), targets, kept=True)
