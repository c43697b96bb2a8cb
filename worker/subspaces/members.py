"""Separate networks: enumerated, never mixed."""

from dataclasses import dataclass

import torch
from torch import Tensor

from worker.subspaces.geometry import Parts, Sampled, SubspaceGeometry


@dataclass(frozen=True)
class Members(SubspaceGeometry):
    """Networks that share nothing but their procedure."""

    n_vertices: int
    word: str = "network"
    """What each is called."""
    separate = True

    @classmethod
    def over(cls, vertices: Tensor, concentration: float, parts: Parts) -> "Members":  # noqa: ARG003
        return cls(len(vertices))

    def coefficients(self, members: Tensor) -> Tensor:
        """One-hot rows (..., n_vertices) for member numbers (...)."""
        return torch.nn.functional.one_hot(members, self.n_vertices).float()

    def enumerate(self) -> Tensor:
        """Every member once: the identity (n_vertices, n_vertices)."""
        return torch.eye(self.n_vertices)

    def sample(self, count: int, generator: torch.Generator) -> Tensor:
        """Coefficients (count, n_vertices) of `count` different members, in random order."""
        if count > self.n_vertices:
            raise ValueError(
                f"{count} samples were asked of {self.n_vertices} members, which are never mixed "
                f"or repeated; ask for at most {self.n_vertices}"
            )
        return self.coefficients(torch.randperm(self.n_vertices, generator=generator)[:count])

    def draw(self, count: int, concentration: float, generator: torch.Generator) -> Sampled:  # noqa: ARG002
        """All of them, however many are asked for."""
        return Sampled(self.enumerate().double())

    def mean_square(self) -> float:
        """One coefficient is 1, the others are 0."""
        return 1.0

    def mean(self) -> list[float]:
        """All are equally likely; no network has these coefficients."""
        return [1 / self.n_vertices] * self.n_vertices

    def representative(self) -> list[float]:
        return [float(i == 0) for i in range(self.n_vertices)]

    def names(self) -> list[str]:
        return self._numbered(self.word)
