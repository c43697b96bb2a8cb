"""Simplicial complexes: simplexes that may share vertices (Benton 2021)."""

from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

import torch
from torch import Tensor

from worker.subspaces.curves import Chain
from worker.subspaces.geometry import Parts, SubspaceGeometry, Way
from worker.subspaces.members import Members
from worker.subspaces.simplex import Mixture, Simplex, log_volume


@dataclass(frozen=True)
class SimplicialComplex(Mixture):
    """A simplex is chosen with its weight, then a point of it by Dirichlet coefficients."""

    n_vertices: int
    parts: Parts = field()
    weights: tuple[float, ...] = field()
    """Of the parts; they sum to one."""
    concentration: float = 1.0

    @classmethod
    def over(cls, vertices: Tensor, concentration: float, parts: Parts) -> "SimplicialComplex":
        return cls.by_volume(vertices, parts, concentration)

    @classmethod
    def in_training(cls, count: int) -> SubspaceGeometry:
        return Members(count, "vertex")

    @property
    def simplexes(self) -> Parts:
        return self.parts

    @classmethod
    def by_volume(
        cls, vertices: Tensor, parts: Parts, concentration: float = 1.0
    ) -> "SimplicialComplex":
        """Weights in proportion to volume, so that points are uniform over all parts together.

        Volumes of different dimension cannot be compared: such parts weigh alike, as do single
        vertices.
        """
        weights = torch.full((len(parts),), 1 / len(parts))
        if len({len(part) for part in parts}) == 1 and len(parts[0]) > 1:
            weights = log_volumes(vertices, parts).softmax(dim=0)
        return cls(len(vertices), parts, tuple(weights.tolist()), concentration)

    @classmethod
    def evenly(cls, n_vertices: int, parts: Parts) -> "SimplicialComplex":
        """All parts weigh alike."""
        return cls(n_vertices, parts, (1 / len(parts),) * len(parts))

    def sample(self, count: int, generator: torch.Generator) -> Tensor:
        """Coefficients (count, n_vertices), zero outside one part."""
        chosen = torch.multinomial(
            torch.tensor(self.weights), count, replacement=True, generator=generator
        )
        coefficients = torch.zeros(count, self.n_vertices)
        for row, number in zip(coefficients, chosen.tolist(), strict=True):
            part = self.parts[number]
            row[list(part)] = Simplex(len(part), self.concentration).sample(1, generator)[0]
        return coefficients

    def mean_square(self) -> float:
        """E[sum a_i^2], the mean over the parts."""
        squares = (Simplex(len(part), self.concentration).mean_square() for part in self.parts)
        return sum(w * square for w, square in zip(self.weights, squares, strict=True))

    def mean(self) -> list[float]:
        """The centroids by their weights; of several parts it need not lie in one."""
        centroids = [self._centroid(part) for part in self.parts]
        columns = zip(*centroids, strict=True)
        return [sum(w * a for w, a in zip(self.weights, each, strict=True)) for each in columns]

    def representative(self) -> list[float]:
        return self._centroid(self.parts[0])

    def names(self) -> list[str]:
        several = len(self.parts) > 1
        return _shared_names(self.n_vertices, self.parts) if several else super().names()

    def anchors(self) -> list[int]:
        """The first way over a shared vertex, or the first vertices of the simplexes and the others
        of the first."""
        if over := walk(self.parts)[:3]:
            return over
        if len(self.parts) == 1:
            return super().anchors()
        first, *others = self.parts
        return list(dict.fromkeys([*first, *(part[0] for part in others)]))

    def ends(self) -> tuple[int, int] | None:
        several = len(self.parts) > 1
        return (self.parts[0][0], self.parts[1][0]) if several else super().ends()

    def trail(self, steps: int) -> Way | None:
        """From simplex to simplex, where they meet."""
        corners = walk(self.parts)
        if not corners:
            return None
        way = Chain(len(corners)).trail(steps)
        nowhere = torch.zeros(len(way.t), self.n_vertices, dtype=torch.float64)
        along = nowhere.index_add(1, torch.tensor(corners), way.coefficients)
        return way._replace(coefficients=along)

    def _centroid(self, part: tuple[int, ...]) -> list[float]:
        return [1 / len(part) if i in part else 0.0 for i in range(self.n_vertices)]


def log_volumes(vertices: Tensor, parts: Parts) -> Tensor:
    """Log of the volume of every part (parts,), float64."""
    return torch.tensor([log_volume(vertices[list(part)]) for part in parts], dtype=torch.float64)


def walk(parts: Parts) -> list[int]:
    """Vertices from simplex to simplex over those they share, edge by edge; empty without such.

    The first vertices of all parts in turn, and between two of them one that both parts hold.
    """
    found = [parts[0][0]] if len(parts) > 1 else []
    for number, (here, there) in enumerate(pairwise(parts)):
        shared = [vertex for vertex in here if vertex in there]
        if not shared:
            return []
        found += [shared[number % len(shared)], there[0]]
    return found


def _shared_names(count: int, parts: Parts) -> list[str]:
    """Of several simplexes: shared vertices connect."""
    holders = [[n for n, part in enumerate(parts) if i in part] for i in range(count)]
    shared = [i for i in range(count) if len(holders[i]) > 1]
    names = [""] * count
    for number, part in enumerate(parts, start=1):
        for place, vertex in enumerate(part, start=1):
            if vertex in shared:
                names[vertex] = f"connector {shared.index(vertex) + 1}"
            elif len(part) == 2 and not shared:
                names[vertex] = f"line {number}, end {place}"
            else:
                names[vertex] = f"vertex {number}.{place}" if place > 1 else f"network {number}"
    return names


class Height(NamedTuple):
    """A vertex seen from the affine hull of the other vertices of its simplex."""

    normal: Tensor
    """From the hull to the vertex (n_parameters,)."""
    length: float


def height(vertices: Tensor, vertex: int, others: tuple[int, ...]) -> Height:
    """Of one of `vertices` (n_vertices, n_parameters) over the hull of `others`."""
    origin, *rest = (vertices[i] for i in others)
    normal = torch.sub(vertices[vertex], origin)
    if rest:
        edges = torch.stack(rest) - origin
        gram = (edges @ edges.T).double()
        along = torch.linalg.solve(gram, (edges @ normal).double())
        normal = normal - along.to(normal) @ edges
    return Height(normal, float(normal.norm()))


def log_volume_gradient(vertices: Tensor, vertex: int, parts: Parts) -> Tensor:
    """Gradient of the log of the total volume of `parts` by one vertex (n_parameters,).

    A simplex's volume is proportional to the height h of any vertex over the hull of the others,
    so d log V / d v = n / h with the unit normal n; in a complex each part counts by its share.
    """
    touched = [part for part in parts if vertex in part]
    shares = log_volumes(vertices, tuple(touched)).softmax(dim=0).tolist()
    gradient = torch.zeros_like(vertices[vertex])
    for share, part in zip(shares, touched, strict=True):
        normal, length = height(vertices, vertex, tuple(i for i in part if i != vertex))
        gradient.add_(normal, alpha=share / length**2)
    return gradient


def flatness(vertices: Tensor, vertex: int, parts: Parts) -> float:
    """Largest height of a vertex over its simplexes, as a part of their size; 0 is collapsed."""
    found = [0.0]
    for part in parts:
        if vertex in part:
            others = tuple(i for i in part if i != vertex)
            size = _size(vertices[list(others)])
            found.append(height(vertices, vertex, others).length / size)
    return max(found)


def _size(vertices: Tensor) -> float:
    """Root mean square distance from their mean; the norm of a single vertex."""
    if len(vertices) == 1:
        return float(vertices[0].norm()) or 1.0
    centred = vertices - vertices.mean(dim=0)
    return float(centred.norm()) / sqrt(len(vertices)) or 1.0
