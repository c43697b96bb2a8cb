"""The geometries a method can publish, by the names the catalog gives them."""

from collections.abc import Callable
from typing import Protocol

import torch
from torch import Tensor

from worker.subspaces.curves import Bezier, Chain
from worker.subspaces.gaussian import Gaussian
from worker.subspaces.members import Members
from worker.subspaces.simplex import Simplex
from worker.subspaces.simplicial import Parts, SimplicialComplex, walk


class SubspaceGeometry(Protocol):
    """Which combinations of the vertices belong to the subspace."""

    @property
    def n_vertices(self) -> int: ...

    def sample(self, count: int, generator: torch.Generator) -> Tensor:
        """Coefficients (count, n_vertices); every row sums to one."""
        ...

    def mean_square(self) -> float:
        """E[sum a_i^2] of the sampled coefficients."""
        ...

    def mean(self) -> list[float]:
        """E[a] of the sampled coefficients; on a curve no network has them."""
        ...

    def representative(self) -> list[float]:
        """Coefficients of the one network of the family that stands for all of them.

        The middle of a curve, t = 0.5; the centroid of a simplex, or of the first of several; the
        centre of a cloud, or of the first; the first of separate networks.
        """
        ...


GEOMETRIES: dict[str, Callable[[Tensor, float, Parts], SubspaceGeometry]] = {
    "members": lambda vertices, *_: Members(len(vertices)),
    "line": lambda vertices, *_: Bezier(len(vertices)),
    "bezier": lambda vertices, *_: Bezier(len(vertices)),
    "chain": lambda vertices, *_: Chain(len(vertices)),
    "simplex": lambda vertices, concentration, _: Simplex(len(vertices), concentration),
    "complex": lambda vertices, concentration, parts: SimplicialComplex.by_volume(
        vertices, parts, concentration
    ),
    "gaussian": lambda vertices, _, parts: Gaussian(len(vertices), parts),
}


def geometry_of(
    name: str, vertices: Tensor, concentration: float = 1.0, parts: Parts = ()
) -> SubspaceGeometry:
    """The geometry called `name` over vertices, members or control points.

    Args:
        name: Of the catalog.
        vertices: (n_vertices, n_parameters)
        concentration: Of Dirichlet coefficients.
        parts: Of a complex or of clouds; all vertices together by default.
    """
    if name not in GEOMETRIES:
        raise ValueError(f"unknown geometry {name!r}; known are {', '.join(GEOMETRIES)}")
    return GEOMETRIES[name](vertices, concentration, parts or (tuple(range(len(vertices))),))


def variance_factor(geometry: SubspaceGeometry) -> float:
    """Part of the retraining variance that samples show where the vertices are independent.

    c = E[sum a_i^2] - sum (E a_i)^2.
    """
    return geometry.mean_square() - sum(a * a for a in geometry.mean())


def anchor_numbers(geometry: SubspaceGeometry) -> list[int]:
    """Vertices that a map goes through: first, last, and those to choose a third from.

    A cloud is seen along its two largest deviations, several clouds by their centres, a complex by
    the first way over a shared vertex, or by the first vertices of its simplexes and the others of
    the first.
    """
    every = list(range(geometry.n_vertices))
    if isinstance(geometry, Gaussian):
        if len(geometry.parts) > 1:
            return [part[0] for part in geometry.parts]
        centre, *deviations = geometry.parts[0]
        return [centre, *reversed(deviations[:2])]
    if isinstance(geometry, SimplicialComplex) and len(geometry.parts) > 1:
        first, *others = geometry.parts
        if over := walk(geometry.parts)[:3]:
            return over
        return list(dict.fromkeys([*first, *(part[0] for part in others)]))
    return every
