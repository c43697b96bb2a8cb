"""Simplexes in weight space: all convex combinations of their vertices."""

from dataclasses import dataclass, replace
from math import exp, lgamma

import torch
from torch import Tensor

from worker.subspaces.geometry import Mesh, Parts, Sampled, SubspaceGeometry
from worker.subspaces.mesh import Row, barycentric_grid, fineness, neighbours
from worker.subspaces.ruler import Nearest, Ruler


class Mixture(SubspaceGeometry):
    """Simplexes: all convex combinations of the vertices of one of them."""

    address = "coefficients"

    def draw(self, count: int, concentration: float, generator: torch.Generator) -> Sampled:
        own = replace(self, concentration=concentration)  # type: ignore[type-var]
        return Sampled(own.sample(count, generator).double())

    def names(self) -> list[str]:
        return self._numbered("vertex")

    def owns(self, coefficients: list[float]) -> bool:
        used = {i for i, a in enumerate(coefficients) if a}
        return min(coefficients) >= 0 and any(used <= set(part) for part in self.simplexes)

    def nearest(self, ruler: Ruler, row: Tensor) -> Nearest:
        return ruler.nearest_of(row, [ruler.nearest_in_simplex(row, p) for p in self.simplexes])

    def mesh(self, most: int) -> Mesh:
        """A grid over every simplex; what simplexes share stands once."""
        numbers: dict[Row, int] = {}
        edges: dict[tuple[int, int], None] = {}
        for part in self.simplexes:
            steps = fineness(len(part), max(len(part), most // len(self.simplexes)))
            grid = barycentric_grid(len(part), steps)
            own = [numbers.setdefault(self._spread(row, part), len(numbers)) for row in grid]
            edges |= dict.fromkeys((own[i], own[j]) for i, j in neighbours(grid, steps))
        return Mesh(list(numbers), list(edges))

    def _spread(self, row: Row, part: tuple[int, ...]) -> Row:
        """Coefficients of all vertices, zero outside the part."""
        own = dict(zip(part, row, strict=True))
        return tuple(own.get(vertex, 0.0) for vertex in range(self.n_vertices))


@dataclass(frozen=True)
class Simplex(Mixture):
    """Vertices mixed by Dirichlet(a, ..., a) coefficients; a = 1 is uniform."""

    n_vertices: int
    concentration: float = 1.0

    @classmethod
    def over(cls, vertices: Tensor, concentration: float, parts: Parts) -> "Simplex":  # noqa: ARG003
        return cls(len(vertices), concentration)

    @classmethod
    def in_training(cls, count: int) -> "Simplex":
        return cls(count)

    @property
    def simplexes(self) -> Parts:
        return (tuple(range(self.n_vertices)),)

    def sample(self, count: int, generator: torch.Generator) -> Tensor:
        """Coefficients (count, n_vertices): normalised gamma variates, which are Dirichlet."""
        shape = torch.full((count, self.n_vertices), self.concentration, dtype=torch.float64)
        # torch.distributions takes no generator; this is the sampler below it. In float64,
        # because float32 underflows to 0 / 0 at small concentrations.
        gammas = torch._standard_gamma(shape, generator=generator)
        return (gammas / gammas.sum(dim=1, keepdim=True)).float()

    def mean_square(self) -> float:
        """E[sum a_i^2] of the Dirichlet distribution."""
        a, k = self.concentration, self.n_vertices
        return (a + 1) / (k * a + 1)

    def mean(self) -> list[float]:
        return [1 / self.n_vertices] * self.n_vertices

    def representative(self) -> list[float]:
        return self.mean()


def log_volume(vertices: Tensor) -> float:
    """Log of the volume of the simplex with these vertices (n_vertices, n_parameters).

    V = sqrt(det G) / n! with the Gram matrix G of the n edges at the first vertex: the
    Cayley-Menger determinant without its cancellation. Minus infinity where it collapses.
    """
    edges = (vertices[1:] - vertices[0]).double()
    sign, log_determinant = torch.linalg.slogdet(edges @ edges.T)
    if sign <= 0:
        return -float("inf")
    return 0.5 * float(log_determinant) - lgamma(len(edges) + 1)


def volume(vertices: Tensor) -> float:
    """Weight distance to the power of the simplex's dimension, not squared."""
    return exp(log_volume(vertices))
