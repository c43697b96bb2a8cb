"""Clouds of networks about one or several centres."""

from dataclasses import dataclass

import torch
from torch import Tensor

from worker.subspaces.simplicial import Parts


@dataclass(frozen=True)
class Gaussian:
    """Normal coefficients along deviations from a centre; several centres are equally likely.

    The first vertex of a part is its centre c, the others are c + d_i for its deviations d_i, so
    that c + sum z_i d_i has the coefficients 1 - sum z_i and z_i, which sum to one.
    """

    n_vertices: int
    parts: Parts

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
        centres = [part[0] for part in self.parts]
        return [centres.count(i) / len(centres) for i in range(self.n_vertices)]

    def representative(self) -> list[float]:
        return [float(i == self.parts[0][0]) for i in range(self.n_vertices)]


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
