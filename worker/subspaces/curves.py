"""Curves in weight space, by the coefficients of their control points."""

from dataclasses import dataclass
from math import comb

import torch
from torch import Tensor

MIDDLE = 0.5
"""Position of the network that stands for a curve."""


@dataclass(frozen=True)
class Bezier:
    """A Bezier curve; its first and last control points are its ends (Garipov 2018, eq. 4)."""

    control_points: int

    @property
    def n_vertices(self) -> int:
        return self.control_points

    def coefficients(self, t: Tensor) -> Tensor:
        """Bernstein polynomials C(d, i) (1 - t)^(d - i) t^i.

        Args:
            t: Positions on the curve (...), in [0, 1].

        Returns:
            Coefficients (..., control_points) that sum to one.
        """
        degree = self.control_points - 1
        i = torch.arange(degree + 1, device=t.device)
        binomials = torch.tensor([float(comb(degree, k)) for k in range(degree + 1)]).to(t)
        t = t.unsqueeze(-1)
        return binomials * (1 - t) ** (degree - i) * t**i

    def sample(self, count: int, generator: torch.Generator) -> Tensor:
        """Coefficients (count, control_points) at positions uniform in [0, 1]."""
        return self.coefficients(torch.rand(count, generator=generator))

    def mean_square(self) -> float:
        """E[sum a_i^2] over uniform t, from the beta integrals of squared Bernstein polynomials."""
        degree = self.control_points - 1
        terms = (comb(degree, i) ** 2 / comb(2 * degree, 2 * i) for i in range(degree + 1))
        return sum(terms) / (2 * degree + 1)

    def mean(self) -> list[float]:
        """Every Bernstein polynomial has the same integral."""
        return [1 / self.control_points] * self.control_points

    def representative(self) -> list[float]:
        return _middle(self)


@dataclass(frozen=True)
class Chain:
    """A polygonal chain: straight pieces from vertex to vertex (Garipov 2018, eq. 3)."""

    vertices: int

    @property
    def n_vertices(self) -> int:
        return self.vertices

    def coefficients(self, t: Tensor) -> Tensor:
        """max(0, 1 - |t (n - 1) - i|) for positions (...) in [0, 1]: (..., vertices)."""
        i = torch.arange(self.vertices, device=t.device)
        apart = (t.unsqueeze(-1) * (self.vertices - 1) - i).abs()
        return (1 - apart).clamp_min(0)

    def sample(self, count: int, generator: torch.Generator) -> Tensor:
        """Coefficients (count, vertices) at positions uniform in [0, 1]."""
        return self.coefficients(torch.rand(count, generator=generator))

    def mean_square(self) -> float:
        """E[s^2 + (1 - s)^2] on any piece, s uniform."""
        return 2 / 3

    def mean(self) -> list[float]:
        """The two ends have half the weight of the others."""
        inner = 1 / (self.vertices - 1)
        return [inner / 2, *[inner] * (self.vertices - 2), inner / 2]

    def representative(self) -> list[float]:
        return _middle(self)


Curve = Bezier | Chain


def _middle(curve: Curve) -> list[float]:
    found: list[float] = curve.coefficients(torch.tensor(MIDDLE, dtype=torch.float64)).tolist()
    return found


def line() -> Bezier:
    """The straight line (1 - t) v_0 + t v_1."""
    return Bezier(2)
