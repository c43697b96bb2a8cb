"""Two-dimensional planes through weight space, in Euclidean weight distance."""

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from worker.subspaces.directions import random_direction
from worker.subspaces.layout import Layout

COLLINEAR = 1e-5
"""Off-axis part of a displacement below which three points count as one line."""


@dataclass(frozen=True)
class Plane:
    """Origin and two orthonormal axes, each (n_parameters,) float32."""

    origin: Tensor
    u: Tensor
    v: Tensor

    def point(self, x: float, y: float) -> Tensor:
        """Flat weights (n_parameters,) at the plane coordinates x, y."""
        return self.origin + self.u.mul(x) + self.v.mul(y)

    def coordinates(self, vectors: Tensor) -> Tensor:
        """Orthogonal projections (n, 2) of flat weights (n, n_parameters), float64."""
        axes = torch.stack([self.u, self.v]).double()
        projections: Tensor = (vectors.double() - self.origin.double()) @ axes.T
        return projections

    def distances(self, vectors: Tensor) -> Tensor:
        """Weight distances (n,) of flat weights (n, n_parameters) from the plane, float64."""
        axes = torch.stack([self.u, self.v]).double()
        displacements = vectors.double() - self.origin.double()
        off_plane = displacements - displacements @ axes.T @ axes
        distances: Tensor = off_plane.norm(dim=1)
        return distances


def plane_through_vertices(
    vertices: Tensor, layout: Layout, generator: torch.Generator
) -> tuple[Plane, list[Literal["x", "y"]]]:
    """The plane through the first vertex, the last and the one farthest from their line.

    Where vertices are missing, equal or on one line, random filter-normalised directions
    (Li 2018) stand in.

    Args:
        vertices: Flat weights (n_vertices, n_parameters).
        layout: Of the weights.
        generator: Draws the stand-ins.

    Returns:
        The plane, its origin in the first vertex and its x axis towards the last, and the axes
        that are random.
    """
    origin = vertices[0]
    displacements = (vertices - origin).double()
    random_axes: list[Literal["x", "y"]] = []
    along = displacements[-1]
    if not float(along.norm()) > COLLINEAR * float(origin.norm()):
        along = random_direction(origin, layout, generator).double()
        random_axes.append("x")
    u = along / along.norm()
    off_line = displacements - torch.outer(displacements @ u, u)
    farthest = int(off_line.norm(dim=1).argmax())
    across = displacements[farthest]
    if not float(off_line[farthest].norm()) > COLLINEAR * float(across.norm()):
        across = random_direction(origin, layout, generator).double()
        random_axes.append("y")
    v = _orthonormal(across, u)
    return Plane(origin=origin, u=u.float(), v=v.float()), random_axes


def _orthonormal(vector: Tensor, axis: Tensor) -> Tensor:
    """Unit vector of `vector` without its part along `axis`; twice, against cancellation."""
    for _ in range(2):
        vector = vector - (vector @ axis) * axis
    return torch.div(vector, vector.norm())
