"""Weight distances from points to the networks of a family, without touching weights twice.

Everything follows from the Gram matrix of the few vectors that points are made of.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import torch
from torch import Tensor

from worker.subspaces.plane import Plane

COLUMNS_AT_A_TIME = 2**20


class Nearest(NamedTuple):
    coefficients: Tensor
    """Of the nearest network (points, n_vertices)."""
    distance: Tensor
    """Weight distance to it (points,)."""
    t: Tensor | None = None
    """Its position (points,) on a curve."""


CoefficientsAt = Callable[[Tensor], Tensor]
"""Of a curve: from positions (...) to coefficients (..., n_vertices)."""


@dataclass(frozen=True)
class Ruler:
    """Measures rows (points, n_vertices + 3): coefficients of the vertices, origin, u and v.

    The coefficients of vertices and origin sum to one. All float64, on the CPU.
    """

    n_vertices: int
    gram: Tensor
    """Inner products of all vectors, vertices and origin seen from the first vertex."""

    @classmethod
    def of(cls, vertices: Tensor, plane: Plane) -> "Ruler":
        size = len(vertices) + 3
        gram = torch.zeros(size, size, dtype=torch.float64)
        for start in range(0, vertices.shape[1], COLUMNS_AT_A_TIME):
            part = slice(start, start + COLUMNS_AT_A_TIME)
            first = vertices[0, part].double()
            places = torch.cat([vertices[:, part], plane.origin[None, part]]).double() - first
            axes = torch.stack([plane.u[part], plane.v[part]]).double()
            vectors = torch.cat([places, axes])
            gram += (vectors @ vectors.T).cpu()
        return cls(len(vertices), gram)

    @property
    def size(self) -> float:
        """Largest distance of a vertex from the first; 1 where there is none."""
        return float(self.gram.diagonal()[: self.n_vertices].max().sqrt()) or 1.0

    def distances(self, rows: Tensor, coefficients: Tensor) -> Tensor:
        """From points (points, 1, n_vertices + 3) to networks (..., networks, n_vertices)."""
        apart = rows - torch.nn.functional.pad(coefficients, (0, 3))
        return torch.einsum("...i,ij,...j->...", apart, self.gram, apart).clamp_min(0).sqrt()

    def nearest_mixture(self, rows: Tensor, corners: list[int]) -> Nearest:
        """Orthogonal projection on all affine combinations of some vertices.

        Lagrange: G c + l = G x and sum c = 1, over the corners.
        """
        count, vertices = len(corners), self.gram[: self.n_vertices][corners]
        system = torch.ones(count + 1, count + 1, dtype=torch.float64)
        system[:count, :count] = vertices[:, corners]
        system[count, count] = 0
        right = torch.cat([vertices @ rows.T, torch.ones(1, len(rows), dtype=torch.float64)])
        # The pseudo-inverse also serves vertices that are not independent.
        solution = (torch.linalg.pinv(system, hermitian=True) @ right)[:count]
        coefficients = torch.zeros(len(rows), self.n_vertices, dtype=torch.float64)
        coefficients[:, corners] = solution.T
        return self._measured(rows, coefficients)

    def nearest_in_simplex(self, rows: Tensor, corners: Sequence[int]) -> Nearest:
        """The nearest of the projections on all faces that fall inside their face."""
        faces = [list(c) for size in range(len(corners)) for c in combinations(corners, size + 1)]
        found = [self.nearest_mixture(rows, face) for face in faces]
        inside = [
            nearest._replace(
                distance=nearest.distance.masked_fill(
                    (nearest.coefficients < -1e-12).any(dim=-1), torch.inf
                )
            )
            for nearest in found
        ]
        return self.nearest_of(rows, inside)

    def nearest_of(self, rows: Tensor, found: Sequence[Nearest]) -> Nearest:
        """The nearest of several answers to each row."""
        coefficients = torch.stack([nearest.coefficients for nearest in found], dim=1)
        best = torch.stack([nearest.distance for nearest in found], dim=1).argmin(dim=1)
        return self._measured(rows, coefficients[torch.arange(len(rows)), best])

    def nearest_member(self, rows: Tensor) -> Nearest:
        members = torch.eye(self.n_vertices, dtype=torch.float64)
        best = self.distances(rows[:, None], members).argmin(dim=1)
        return self._measured(rows, members[best])

    def nearest_t(self, rows: Tensor, curve: CoefficientsAt) -> Tensor:
        """Position (points,) of the nearest point of a curve: a dense search, then closer ones."""
        t = torch.linspace(0, 1, 1001, dtype=torch.float64).expand(len(rows), -1)
        around = torch.linspace(-1, 1, 41, dtype=torch.float64)
        step = 1e-3
        for _ in range(5):
            distances = self.distances(rows[:, None], curve(t))
            best = t.gather(1, distances.argmin(dim=1, keepdim=True))
            t = (best + step * around).clamp(0, 1)
            step /= 10
        return best[:, 0]

    def nearest_on_curve(self, rows: Tensor, curve: CoefficientsAt) -> Nearest:
        t = self.nearest_t(rows, curve)
        return self._measured(rows, curve(t))._replace(t=t)

    def _measured(self, rows: Tensor, coefficients: Tensor) -> Nearest:
        return Nearest(coefficients, self.distances(rows, coefficients))
