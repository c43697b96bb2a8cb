"""Separate networks: enumerated, never mixed."""

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Members:
    """Networks that share nothing but their procedure."""

    members: int

    @property
    def n_vertices(self) -> int:
        return self.members

    def coefficients(self, members: Tensor) -> Tensor:
        """One-hot rows (..., members) for member numbers (...)."""
        return torch.nn.functional.one_hot(members, self.members).float()

    def enumerate(self) -> Tensor:
        """Every member once: the identity (members, members)."""
        return torch.eye(self.members)

    def sample(self, count: int, generator: torch.Generator) -> Tensor:
        """Coefficients (count, members) of `count` different members, in random order."""
        if count > self.members:
            raise ValueError(
                f"{count} samples were asked of {self.members} members, which are never mixed "
                f"or repeated; ask for at most {self.members}"
            )
        return self.coefficients(torch.randperm(self.members, generator=generator)[:count])

    def mean_square(self) -> float:
        """One coefficient is 1, the others are 0."""
        return 1.0

    def mean(self) -> list[float]:
        """All are equally likely; no network has these coefficients."""
        return [1 / self.members] * self.members

    def representative(self) -> list[float]:
        return [float(i == 0) for i in range(self.members)]
