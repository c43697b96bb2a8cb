"""Clouds of networks about one or several centres."""

from dataclasses import dataclass, field

import torch
from torch import Tensor

from worker.subspaces.geometry import Mesh, Parts, SubspaceGeometry, corner
from worker.subspaces.ruler import Nearest, Ruler

WIDTHS = 2
"""Standard deviations of a cloud that its map shows to every side."""


@dataclass(frozen=True)
class Gaussian(SubspaceGeometry):
    """Normal coefficients along deviations from a centre; several centres are equally likely.

    The first vertex of a part is its centre c, the others are c + d_i for its deviations d_i, so
    that c + sum z_i d_i has the coefficients 1 - sum z_i and z_i, which sum to one.
    """

    n_vertices: int
    parts: Parts = field()

    @classmethod
    def over(cls, vertices: Tensor, concentration: float, parts: Parts) -> "Gaussian":  # noqa: ARG003
        return cls(len(vertices), parts)

    def sample(self, count: int, generator: torch.Generator) -> Tensor:
        """Coefficients (count, n_vertices); several centres take turns."""
        coefficients = torch.zeros(count, self.n_vertices)
        for number, row in enumerate(coefficients):
            centre, *others = self.parts[number % len(self.parts)]
            z = torch.randn(len(others), generator=generator)
            row[others] = z
            row[centre] = 1 - z.sum()
        return coefficients

    def mean_square(self) -> float:
        """Clouds are not trained by drawing from them: every step moves one vertex."""
        return 1.0

    def mean(self) -> list[float]:
        """The centres, all equally likely."""
        centres = self.alone()
        return [centres.count(i) / len(centres) for i in range(self.n_vertices)]

    def representative(self) -> list[float]:
        return list(corner(self.parts[0][0], self.n_vertices))

    def names(self) -> list[str]:
        """Centres, and the two largest deviations of a single cloud."""
        names = [""] * self.n_vertices
        for number, centre in enumerate(self.alone(), start=1):
            names[centre] = f"centre {number}" if len(self.parts) > 1 else "centre"
        if len(self.parts) == 1:
            for number, vertex in enumerate(self.parts[0][1:3], start=1):
                names[vertex] = f"deviation {number}"
        return names

    def anchors(self) -> list[int]:
        """A cloud is seen along its two largest deviations, several by their centres."""
        if len(self.parts) > 1:
            return self.alone()
        centre, *deviations = self.parts[0]
        return [centre, *reversed(deviations[:2])]

    def alone(self) -> list[int]:
        """The centres."""
        return [part[0] for part in self.parts]

    def outline(self, places: Tensor, *, face: bool) -> Tensor:
        """A cloud that is seen along its deviations reaches two of them to all sides."""
        if len(self.parts) > 1 and not face:
            return places
        centre = places[0 if face else self.parts[0][0]]
        away = WIDTHS * (places - centre)
        return torch.cat([centre + away, centre - away])

    def ends(self) -> tuple[int, int] | None:
        """A single cloud has none."""
        return (self.parts[0][0], self.parts[1][0]) if len(self.parts) > 1 else None

    def owns(self, coefficients: list[float]) -> bool:
        used = {i for i, a in enumerate(coefficients) if a}
        return any(used <= set(part) for part in self.parts)

    def extrapolates(self, coefficients: list[float]) -> bool:  # noqa: ARG002
        """A cloud reaches to all sides: there negative coefficients mean nothing."""
        return False

    def nearest(self, ruler: Ruler, row: Tensor) -> Nearest:
        return ruler.nearest_of(row, [ruler.nearest_mixture(row, list(p)) for p in self.parts])

    def mesh(self, most: int) -> Mesh:
        """The centres, and a sample."""
        rows = [corner(centre, self.n_vertices) for centre in self.alone()]
        return Mesh(rows, drawn=max(1, most - len(rows)))


def principal_deviations(deviations: Tensor, most: int | None = None) -> Tensor:
    """Orthogonal deviations of the same covariance, the largest first.

    Args:
        deviations: (n, n_parameters); sum_i z_i d_i with independent normal z_i.
        most: That can be independent, where it is known; rounding would leave more.

    Returns:
        (at most n, n_parameters)
    """
    gram = (deviations @ deviations.T).double()
    values, vectors = torch.linalg.eigh(gram)
    kept = vectors[:, values > values.max() * 1e-9].flip(1)[:, :most]
    turned: Tensor = kept.T.to(deviations) @ deviations
    return turned
