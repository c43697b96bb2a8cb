"""Simplexes in weight space: all convex combinations of their vertices."""

from dataclasses import dataclass
from math import exp, lgamma

import torch
from torch import Tensor


@dataclass(frozen=True)
class Simplex:
    """Vertices mixed by Dirichlet(a, ..., a) coefficients; a = 1 is uniform."""

    vertices: int
    concentration: float = 1.0

    @property
    def n_vertices(self) -> int:
        return self.vertices

    def sample(self, count: int, generator: torch.Generator) -> Tensor:
        """Coefficients (count, vertices): normalised gamma variates, which are Dirichlet."""
        shape = torch.full((count, self.vertices), self.concentration, dtype=torch.float64)
        # torch.distributions takes no generator; this is the sampler below it. In float64,
        # because float32 underflows to 0 / 0 at small concentrations.
        gammas = torch._standard_gamma(shape, generator=generator)
        return (gammas / gammas.sum(dim=1, keepdim=True)).float()

    def mean_square(self) -> float:
        """E[sum a_i^2] of the Dirichlet distribution."""
        a, k = self.concentration, self.vertices
        return (a + 1) / (k * a + 1)

    def mean(self) -> list[float]:
        return [1 / self.vertices] * self.vertices

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
