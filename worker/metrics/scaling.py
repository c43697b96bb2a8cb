"""Networks as points: how differently they answer, and a plane that shows it."""

from math import log, sqrt
from typing import NamedTuple

import torch
from torch import Tensor

LARGEST = log(2)
"""Of a Jensen-Shannon divergence: of two answers that share no class; nats."""


def divergences(some: Tensor, others: Tensor) -> Tensor:
    """Mean Jensen-Shannon divergence over the images, of every pair; nats, from 0 to ln 2.

    JS(p, q) = KL(p, m) / 2 + KL(q, m) / 2 with m = (p + q) / 2 (Lin 1991). Its root is a metric
    (Endres and Schindelin 2003) that embeds in a Hilbert space (Fuglede and Topsoe 2004), and so
    is the root of the mean over the images.

    Args:
        some: Log-probabilities (networks, images, classes), float64.
        others: Of other networks (more, images, classes).

    Returns:
        (networks, more)
    """
    return torch.stack([_from(one, others) for one in some])


def _from(one: Tensor, others: Tensor) -> Tensor:
    middle = torch.logaddexp(one, others) - log(2)
    both = _excess(one.expand_as(others), middle) + _excess(others, middle)
    return (both / 2).mean(dim=-1).clamp(0, LARGEST)


def _excess(answers: Tensor, middle: Tensor) -> Tensor:
    """KL divergence (..., images); a class of probability 0 adds nothing."""
    probabilities = answers.exp()
    terms = probabilities * (answers - middle)
    return torch.where(probabilities > 0, terms, 0.0).sum(dim=-1)


class Scaling(NamedTuple):
    """A configuration whose distances approximate given ones."""

    positions: Tensor
    """(points, 2), about the weighted mean."""
    explained: tuple[float, float]
    """Part of the variance that each axis shows."""
    squared: Tensor
    """The distances it was made from, squared (points, points)."""
    weights: Tensor
    """Of the points (points,); they sum to 1."""


def scaling(squared: Tensor, weights: Tensor | None = None) -> Scaling:
    """Classical (Torgerson 1952) scaling to two axes; weighted, a point counts as its copies would.

    Eigenvectors of W^1/2 B W^1/2 with B = -1/2 C D C', C = I - 1 w', D the squared distances.

    Args:
        squared: Distances, squared (points, points), float64.
        weights: By which points count (points,), positive; all alike by default.
    """
    count = len(squared)
    weights = torch.ones(count, dtype=torch.float64) if weights is None else weights.double()
    weights = weights / weights.sum()
    centre = torch.eye(count, dtype=torch.float64) - weights
    inner = -0.5 * centre @ squared.double() @ centre.T
    root = weights.sqrt()
    values, vectors = torch.linalg.eigh(root[:, None] * inner * root)
    positions = torch.zeros(count, 2, dtype=torch.float64)
    explained = [0.0, 0.0]
    total = float(values.clamp_min(0).sum())
    for axis in range(min(2, count)):
        value = max(0.0, float(values[-1 - axis]))
        positions[:, axis] = _towards_first(vectors[:, -1 - axis] * sqrt(value) / root)
        explained[axis] = value / total if total > 0 else 0.0
    return Scaling(positions, (explained[0], explained[1]), squared.double(), weights)


def _towards_first(axis: Tensor) -> Tensor:
    """Of an axis and its mirror image the one on which the first point is not positive."""
    return -axis if float(axis[0]) > 0 else axis


def added(base: Scaling, squared: Tensor) -> Tensor:
    """Where further points fall on a configuration that they do not change (Gower 1968).

    Args:
        base: The configuration.
        squared: Squared distances of the further points to its points (more, points).

    Returns:
        (more, 2)
    """
    weighted = base.weights[:, None] * base.positions
    scatter = (weighted * base.positions).sum(dim=0)
    own = base.squared @ base.weights - 0.5 * base.weights @ base.squared @ base.weights
    heights = own - squared.double()
    found = 0.5 * heights @ weighted / scatter.clamp_min(torch.finfo(torch.float64).tiny)
    return torch.where(scatter > _SMALL * scatter.max(), found, 0.0)


_SMALL = 1e-12
"""Part of the largest axis below which another is rounding."""


def pairs(table: Tensor) -> Tensor:
    """Of a symmetric table (points, points), the value of every pair once, row by row."""
    rows, columns = torch.triu_indices(len(table), len(table), offset=1)
    return table[rows, columns]


def stress(base: Scaling) -> float | None:
    """Kruskal's stress 1 (1964): sqrt(sum (d - given)^2 / sum d^2); null where all d vanish."""
    shown = torch.pdist(base.positions)
    given = pairs(base.squared).clamp_min(0).sqrt()
    size = float(shown.square().sum())
    return sqrt(float((shown - given).square().sum()) / size) if size > 0 else None
