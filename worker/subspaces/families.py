"""The geometries a method can publish, by the names the catalog gives them."""

from collections.abc import Callable
from typing import Protocol

import torch
from torch import Tensor

from worker.subspaces.curves import Bezier
from worker.subspaces.members import Members
from worker.subspaces.simplex import Simplex


class Geometry(Protocol):
    """Which combinations of the vertices belong to the subspace."""

    @property
    def n_vertices(self) -> int: ...

    def sample(self, count: int, generator: torch.Generator) -> Tensor:
        """Coefficients (count, n_vertices); every row sums to one."""
        ...

    def mean_square(self) -> float:
        """E[sum a_i^2] of the sampled coefficients."""
        ...


GEOMETRIES: dict[str, Callable[[int, float], Geometry]] = {
    "members": lambda n_vertices, concentration: Members(n_vertices),  # noqa: ARG005
    "line": lambda n_vertices, concentration: Bezier(n_vertices),  # noqa: ARG005
    "bezier": lambda n_vertices, concentration: Bezier(n_vertices),  # noqa: ARG005
    "simplex": Simplex,
}


def geometry_of(name: str, n_vertices: int, concentration: float = 1.0) -> Geometry:
    """The geometry called `name` over `n_vertices` vertices, members or control points."""
    if name not in GEOMETRIES:
        raise ValueError(f"unknown geometry {name!r}; known are {', '.join(GEOMETRIES)}")
    return GEOMETRIES[name](n_vertices, concentration)


def variance_factor(geometry: Geometry) -> float:
    """Part of the retraining variance that samples show where the vertices are independent.

    c = E[sum a_i^2] - sum (E a_i)^2, where every E a_i is 1 / n_vertices.
    """
    return geometry.mean_square() - 1 / geometry.n_vertices


def centroid(vertices: Tensor) -> Tensor:
    """The point (n_parameters,) of equal coefficients of vertices (n_vertices, n_parameters)."""
    return vertices.mean(dim=0)
