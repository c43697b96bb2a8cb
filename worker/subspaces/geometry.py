"""What every family of networks answers about itself; each does so in the file of its geometry."""

from abc import ABC, abstractmethod
from typing import ClassVar, Literal, NamedTuple

import torch
from torch import Tensor

from worker.subspaces.ruler import Nearest, Ruler

Parts = tuple[tuple[int, ...], ...]
"""Vertex numbers of every simplex, or of every cloud, its centre first."""
Address = Literal["member", "t", "coefficients"]
NEGATIVE = -1e-6
"""Coefficients below it are extrapolated; rounding stays above."""


class Way(NamedTuple):
    """Positions through weight space."""

    t: Tensor
    """(points,), ascending from 0 to 1."""
    coefficients: Tensor
    """(points, n_vertices)."""
    pieces: int = 1
    """Whose ends are all among the positions, evenly."""


class Mesh(NamedTuple):
    """Networks that stand for a whole family."""

    rows: list[tuple[float, ...]]
    """Coefficients of all vertices."""
    edges: list[tuple[int, int]] = []
    """Neighbours, as numbers of the rows."""
    t: list[float] = []
    """Of every row, on a curve."""
    drawn: int = 0
    """How many more are to be drawn by chance."""


class Sampled(NamedTuple):
    coefficients: Tensor
    """(networks, n_vertices) float64."""
    t: list[float] | None = None
    """Of every network, on a curve: ascending."""


class SubspaceGeometry(ABC):
    """Which combinations of the vertices belong to the subspace, and how people find their way."""

    n_vertices: int
    parts: Parts = ()
    """Of a complex, or of clouds."""
    address: ClassVar[Address] = "member"
    """How its networks are named."""
    separate: ClassVar[bool] = False
    """Whether the vertices are all there is."""
    ordered: ClassVar[bool] = False
    """Whether networks drawn by chance come in the order of a way."""

    @property
    def simplexes(self) -> Parts:
        """Vertices that all mixtures of are networks of the family."""
        return ()

    @classmethod
    @abstractmethod
    def over(cls, vertices: Tensor, concentration: float, parts: Parts) -> "SubspaceGeometry":
        """See `families.geometry_of`."""

    @classmethod
    def in_training(cls, count: int) -> "SubspaceGeometry | None":  # noqa: ARG003
        """Of so many vertices while they are trained; null while nothing joins them."""
        return None

    @abstractmethod
    def sample(self, count: int, generator: torch.Generator) -> Tensor:
        """Coefficients (count, n_vertices) to train with; every row sums to one."""

    def draw(self, count: int, concentration: float, generator: torch.Generator) -> Sampled:  # noqa: ARG002
        """Networks to look at; of separate ones all."""
        return Sampled(self.sample(count, generator).double())

    @abstractmethod
    def mean_square(self) -> float:
        """E[sum a_i^2] of the sampled coefficients."""

    @abstractmethod
    def mean(self) -> list[float]:
        """E[a] of the sampled coefficients; on a curve no network has them."""

    @abstractmethod
    def representative(self) -> list[float]:
        """Coefficients of the one network of the family that stands for all of them.

        The middle of a curve, t = 0.5; the centroid of a simplex, or of the first of several; the
        centre of a cloud, or of the first; the first of separate networks.
        """

    def names(self) -> list[str]:
        """What people read beside each vertex; empty for those that would be in the way."""
        return self._numbered("network")

    def _numbered(self, word: str) -> list[str]:
        return [f"{word} {i + 1}" for i in range(self.n_vertices)]

    def anchors(self) -> list[int]:
        """Vertices that a map goes through: first, last, and those to choose a third from."""
        return list(range(self.n_vertices))

    def alone(self) -> list[int]:
        """Vertices that are networks of the family, to be judged each on its own."""
        return list(range(self.n_vertices))

    def outline(self, places: Tensor, *, face: bool) -> Tensor:  # noqa: ARG002
        """Places (n, 2) that a map has to hold, from those of its vertices.

        Args:
            places: Of all vertices, or of those of a face.
            face: Whether the map is of one.
        """
        return places

    def ends(self) -> tuple[int, int] | None:
        """Two vertices whose straight connection is worth a look."""
        return (0, self.n_vertices - 1) if self.n_vertices > 1 else None

    def straight(self, points: int) -> Way | None:
        """From one end to the other."""
        ends = self.ends()
        if ends is None:
            return None
        t = torch.linspace(0, 1, points, dtype=torch.float64)
        coefficients = torch.zeros(len(t), self.n_vertices, dtype=torch.float64)
        coefficients[:, ends[0]], coefficients[:, ends[1]] = 1 - t, t
        return Way(t, coefficients)

    def trail(self, steps: int) -> Way | None:  # noqa: ARG002
        """Along the family in at least so many steps, through all corners; none in most."""
        return None

    def sketch(self, points: int) -> Tensor:  # noqa: ARG002
        """The trail in as few points (at most `points`, n_vertices) as show it."""
        return torch.zeros(0, self.n_vertices, dtype=torch.float64)

    def at(self, t: float) -> list[float]:
        """Coefficients at a position.

        Raises:
            TypeError: Positions name networks of curves alone.
        """
        raise TypeError(f"a {type(self).__name__} has no positions; name a {self.address}: {t}")

    def owns(self, coefficients: list[float]) -> bool:  # noqa: ARG002
        """Whether they name a network of the family, whatever its vertices are."""
        return True

    def extrapolates(self, coefficients: list[float]) -> bool:
        """Whether they lead out of the family."""
        return min(coefficients) < NEGATIVE

    def nearest(self, ruler: Ruler, row: Tensor) -> Nearest:
        """Network of the family to a place (1, n_vertices + 3)."""
        return ruler.nearest_member(row)

    def mesh(self, most: int) -> Mesh:  # noqa: ARG002
        """Networks, about `most` of them, that stand for the family."""
        return Mesh([corner(i, self.n_vertices) for i in range(self.n_vertices)])


def corner(vertex: int, count: int) -> tuple[float, ...]:
    """Coefficients of one vertex of `count`."""
    return tuple(float(i == vertex) for i in range(count))
