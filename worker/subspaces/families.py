"""The geometries a method can publish, by the names the catalog gives them."""

from torch import Tensor

from worker.subspaces.curves import Bezier, Chain
from worker.subspaces.dropout import Dropout
from worker.subspaces.gaussian import Gaussian
from worker.subspaces.geometry import Parts, SubspaceGeometry
from worker.subspaces.members import Members
from worker.subspaces.simplex import Simplex
from worker.subspaces.simplicial import SimplicialComplex

GEOMETRIES: dict[str, type[SubspaceGeometry]] = {
    "members": Members,
    "line": Bezier,
    "bezier": Bezier,
    "chain": Chain,
    "simplex": Simplex,
    "complex": SimplicialComplex,
    "gaussian": Gaussian,
    "dropout": Dropout,
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
    together = (tuple(range(len(vertices))),)
    return _known(name).over(vertices, concentration, parts or together)


def geometry_in_training(name: str, count: int) -> SubspaceGeometry:
    """The same of `count` vertices, finished and in training."""
    return _known(name).in_training(count) or Members(count)


def _known(name: str) -> type[SubspaceGeometry]:
    if name not in GEOMETRIES:
        raise ValueError(f"unknown geometry {name!r}; known are {', '.join(GEOMETRIES)}")
    return GEOMETRIES[name]


def variance_factor(geometry: SubspaceGeometry) -> float:
    """Part of the retraining variance that samples show where the vertices are independent.

    c = E[sum a_i^2] - sum (E a_i)^2.
    """
    return geometry.mean_square() - sum(a * a for a in geometry.mean())
