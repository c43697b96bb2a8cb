"""Curves in weight space, by the coefficients of their control points."""

from abc import abstractmethod
from dataclasses import dataclass
from math import ceil, comb
from typing import Self

import torch
from torch import Tensor

from worker.subspaces.geometry import Mesh, Parts, Sampled, SubspaceGeometry, Way
from worker.subspaces.ruler import Nearest, Ruler

MIDDLE = 0.5
"""Position of the network that stands for a curve."""


@dataclass(frozen=True)
class Curve(SubspaceGeometry):
    """Networks at positions t in [0, 1]."""

    n_vertices: int
    """Control points."""
    address = "t"
    ordered = True

    @classmethod
    def over(cls, vertices: Tensor, concentration: float, parts: Parts) -> Self:  # noqa: ARG003
        return cls(len(vertices))

    @classmethod
    def in_training(cls, count: int) -> Self:
        return cls(count)

    @abstractmethod
    def coefficients(self, t: Tensor) -> Tensor:
        """Coefficients (..., n_vertices) that sum to one, at positions (...) in [0, 1]."""

    @property
    def pieces(self) -> int:
        """Smooth ones, of equal length in t."""
        return 1

    def sample(self, count: int, generator: torch.Generator) -> Tensor:
        """At positions uniform in [0, 1]."""
        return self.coefficients(torch.rand(count, generator=generator))

    def draw(self, count: int, concentration: float, generator: torch.Generator) -> Sampled:  # noqa: ARG002
        t = sorted(torch.rand(count, generator=generator, dtype=torch.float64).tolist())
        return Sampled(self.coefficients(torch.tensor(t, dtype=torch.float64)), t)

    def representative(self) -> list[float]:
        return self.at(MIDDLE)

    def alone(self) -> list[int]:
        return [0, self.n_vertices - 1]

    def trail(self, steps: int) -> Way:
        t = torch.linspace(0, 1, self.pieces * ceil(steps / self.pieces) + 1, dtype=torch.float64)
        return Way(t, self.coefficients(t), self.pieces)

    def at(self, t: float) -> list[float]:
        found: list[float] = self.coefficients(torch.tensor(t, dtype=torch.float64)).tolist()
        return found

    def owns(self, coefficients: list[float]) -> bool:  # noqa: ARG002
        """Nobody knows before it is measured."""
        return False

    def nearest(self, ruler: Ruler, row: Tensor) -> Nearest:
        return ruler.nearest_on_curve(row, self.coefficients)

    def mesh(self, most: int) -> Mesh:
        """Evenly spread, all corners among them."""
        least = 2 if self.pieces == 1 else 1
        way = self.trail(self.pieces * max(least, (most - 1) // self.pieces))
        rows = [tuple(row) for row in way.coefficients.tolist()]
        return Mesh(rows, [(i, i + 1) for i in range(len(rows) - 1)], way.t.tolist())


@dataclass(frozen=True)
class Bezier(Curve):
    """A Bezier curve; its first and last control points are its ends (Garipov 2018, eq. 4)."""

    def coefficients(self, t: Tensor) -> Tensor:
        """Bernstein polynomials C(d, i) (1 - t)^(d - i) t^i."""
        degree = self.n_vertices - 1
        i = torch.arange(degree + 1, device=t.device)
        binomials = torch.tensor([float(comb(degree, k)) for k in range(degree + 1)]).to(t)
        t = t.unsqueeze(-1)
        return binomials * (1 - t) ** (degree - i) * t**i

    def mean_square(self) -> float:
        """E[sum a_i^2] over uniform t, from the beta integrals of squared Bernstein polynomials."""
        degree = self.n_vertices - 1
        terms = (comb(degree, i) ** 2 / comb(2 * degree, 2 * i) for i in range(degree + 1))
        return sum(terms) / (2 * degree + 1)

    def mean(self) -> list[float]:
        """Every Bernstein polynomial has the same integral."""
        return [1 / self.n_vertices] * self.n_vertices

    def names(self) -> list[str]:
        inner = self.n_vertices - 2
        between = [f"control point {i + 1}" for i in range(inner)]
        return ["network 1", *(["control point"] if inner == 1 else between), "network 2"]

    def sketch(self, points: int) -> Tensor:
        return self.coefficients(torch.linspace(0, 1, points, dtype=torch.float64))


@dataclass(frozen=True)
class Chain(Curve):
    """A polygonal chain: straight pieces from vertex to vertex (Garipov 2018, eq. 3)."""

    def coefficients(self, t: Tensor) -> Tensor:
        """max(0, 1 - |t (n - 1) - i|)."""
        i = torch.arange(self.n_vertices, device=t.device)
        apart = (t.unsqueeze(-1) * (self.n_vertices - 1) - i).abs()
        return (1 - apart).clamp_min(0)

    @property
    def pieces(self) -> int:
        return self.n_vertices - 1

    def mean_square(self) -> float:
        """E[s^2 + (1 - s)^2] on any piece, s uniform."""
        return 2 / 3

    def mean(self) -> list[float]:
        """The two ends have half the weight of the others."""
        inner = 1 / (self.n_vertices - 1)
        return [inner / 2, *[inner] * (self.n_vertices - 2), inner / 2]

    def sketch(self, points: int) -> Tensor:  # noqa: ARG002
        """Its corners."""
        return torch.eye(self.n_vertices, dtype=torch.float64)


def line() -> Bezier:
    """The straight line (1 - t) v_0 + t v_1."""
    return Bezier(2)
