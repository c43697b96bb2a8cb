"""The step of a subspace's vertices on a CPU: one pass over memory, in compiled loops.

Import this module where a step is about to be made: numba takes half a second to load, and the
loops take one more to compile where no earlier process left them on disk.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from math import nan, sqrt
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from worker.machine.compiled import compiled
from worker.training.plan import Stage

Floats = NDArray[np.float32]
Sums = NDArray[np.float64]
Indices = NDArray[np.int64]

BLOCK = 512
"""Columns worked on together: those of three vertices and momenta stay in the nearest cache."""
COLUMNS_PER_THREAD = 100_000
"""Fewer are done before another thread has woken up."""


@compiled()
def _push(momentum: Floats, vertex: Floats, gradient: Floats, factors: Floats) -> None:
    """m <- mu m + s g + d v."""
    mu, share, decay = factors[0], factors[1], factors[2]
    for i in range(len(momentum)):
        momentum[i] = mu * momentum[i] + share * gradient[i] + decay * vertex[i]


@compiled()
def _push_apart(
    momentum: Floats, vertex: Floats, other: Floats, gradient: Floats, factors: Floats
) -> None:
    """m <- mu m + s g + e v + c w."""
    mu, share, along, across = factors[0], factors[1], factors[3], factors[4]
    for i in range(len(momentum)):
        pushed = mu * momentum[i] + share * gradient[i]
        momentum[i] = pushed + along * vertex[i] + across * other[i]


@compiled()
def _move(vertex: Floats, momentum: Floats, rate: np.float32) -> None:
    """v <- v - rate m."""
    for i in range(len(vertex)):
        vertex[i] -= rate * momentum[i]


@compiled()
def _mix(point: Floats, vertex: Floats, coefficient: np.float32, first: bool) -> None:
    """w <- a v for the first vertex, w <- w + a v for the others."""
    if first:
        for i in range(len(point)):
            point[i] = coefficient * vertex[i]
    else:
        for i in range(len(point)):
            point[i] += coefficient * vertex[i]


@compiled(
    fastmath={"reassoc", "nsz"}
)  # lets sums fill vector registers, in one order for all calls
def _take_products(first: Floats, second: Floats, products: Floats) -> None:
    """|v|^2, |w|^2 and v.w."""
    first_squared, second_squared, across = np.float32(0), np.float32(0), np.float32(0)
    for i in range(len(first)):
        first_squared += first[i] * first[i]
        second_squared += second[i] * second[i]
        across += first[i] * second[i]
    products[0], products[1], products[2] = first_squared, second_squared, across


class Vectors(NamedTuple):
    """All that is passed over; rows are contiguous."""

    vertices: Floats
    """(n_vertices, n_parameters)"""
    momenta: Floats
    gradient: Floats
    """(n_parameters,), as is `point`."""
    point: Floats


class Orders(NamedTuple):
    """What one pass does."""

    moving: Indices
    """(n_moving,) the vertices that move."""
    factors: Floats
    """(n_vertices, 5) mu, s, d, e, c of `_push` and `_push_apart`."""
    partners: Indices
    """(n_vertices,) the vertex that each is kept apart from, or -1."""
    rate: np.float32
    coefficients: Floats
    """(n_vertices,) of the point that is mixed in the end."""
    pair: Indices
    """(2,) the vertices that products are taken of, or (0,)."""


@compiled()
def _advance(
    vectors: Vectors, orders: Orders, n_weights: int, products: Sums, first: int, stop: int
) -> None:
    """Do a pass in blocks `first` to `stop`, without the last.

    Args:
        vectors: Passed over.
        orders: What is done.
        n_weights: Length of the leading slice in which vertices are kept apart.
        products: (blocks, 3), written.
        first: Where to begin.
        stop: Where to stop.
    """
    vertices, momenta, gradient, point = vectors
    moving, factors, partners, rate, coefficients, pair = orders
    for block in range(first, stop):
        left = block * BLOCK
        right = min(left + BLOCK, len(point))
        edge = max(left, min(right, n_weights))
        for i in moving:
            begin = left
            if partners[i] >= 0:
                begin = edge
                own, other = vertices[i, left:edge], vertices[partners[i], left:edge]
                _push_apart(momenta[i, left:edge], own, other, gradient[left:edge], factors[i])
            own = vertices[i, begin:right]
            _push(momenta[i, begin:right], own, gradient[begin:right], factors[i])
        for i in moving:
            _move(vertices[i, left:right], momenta[i, left:right], rate)
        for i in range(len(vertices)):
            _mix(point[left:right], vertices[i, left:right], coefficients[i], i == 0)
        if len(pair):
            one, other = vertices[pair[0], left:edge], vertices[pair[1], left:edge]
            _take_products(one, other, products[block])


class FusedDescent:
    """`VertexDescent` and the mixing of the next point, in one pass over the vertices.

    The pass that moves the vertices mixes the next step's point from them and takes the inner
    products that the next pair's cosine needs, for both are drawn ahead. `begin` does the last two
    alone, by the same loops: a training that resumes goes on with the same bits. Sums are taken
    block by block and added in the order of blocks, however many threads share them.
    """

    def __init__(
        self, stage: Stage, vertices: Tensor, momenta: Tensor, point: Tensor, n_weights: int
    ) -> None:
        """
        Args:
            stage: Gives momentum, decays and which vertices move.
            vertices: (n_vertices, n_parameters), contiguous, on the CPU, moved in place.
            momenta: The same shape, changed in place.
            point: Weights (n_parameters,) of the network that computes, overwritten.
            n_weights: Length of the leading slice that the cosine is taken of.
        """
        self._stage, self._n_weights = stage, n_weights
        self._moving = np.arange(len(vertices))[slice(*stage.trained)]
        self._vertices, self._momenta, self._point = (
            tensor.numpy() for tensor in (vertices, momenta, point)
        )
        self._blocks = -(-len(point) // BLOCK)
        self._products = np.zeros((self._blocks, 3))
        self._pair: Sequence[int] = ()
        self._threads = max(1, min(torch.get_num_threads(), len(point) // COLUMNS_PER_THREAD))
        self._pool = ThreadPoolExecutor(self._threads - 1) if self._threads > 1 else None

    def begin(self, coefficients: Sequence[float], pair: Sequence[int] = ()) -> None:
        """Mix the point of the step that comes, and take the products of its pair."""
        factors = np.zeros((len(coefficients), 5), np.float32)
        orders = self._orders(self._moving[:0], factors, 0.0, coefficients, pair)
        self._pass(self._point, orders)

    def step(
        self,
        gradient: Tensor,
        shares: Sequence[float],
        rate: float,
        coefficients: Sequence[float],
        pair: Sequence[int] = (),
    ) -> None:
        """Move the vertices once, and do what `begin` does for the next step.

        Args:
            gradient: At the point (n_parameters,).
            shares: Of the vertices in the gradient (n_vertices,), as in `VertexDescent`.
            rate: Learning rate of this step.
            coefficients: Of the next step's point (n_vertices,).
            pair: Two vertices that the next step keeps apart; none by default.
        """
        factors = self._factors(self._scale(gradient), shares)
        orders = self._orders(self._moving, factors, rate, coefficients, pair)
        self._pass(gradient.numpy(), orders)

    def _scale(self, gradient: Tensor) -> float:
        """What a gradient is multiplied by, so that it is not too long."""
        largest = self._stage.largest_gradient
        if largest is None:
            return 1.0
        return largest / max(largest, float(gradient.norm()))

    def _factors(self, scale: float, shares: Sequence[float]) -> Floats:
        """(n_vertices, 5), as in `Orders`; the gradient of beta cos^2 as in `VertexDescent`."""
        stage, decay = self._stage, self._stage.vertex_decay
        rows = [[stage.momentum, scale * share, decay, 0.0, 0.0] for share in shares]
        if self._pair:
            first, second, across = self._products.sum(axis=0).tolist()
            first, second = first or nan, second or nan  # no direction, no cosine
            inverse = 1 / sqrt(first * second)
            cosine = across * inverse
            for vertex, squared in zip(self._pair, (first, second), strict=True):
                rows[vertex][3] = decay - 2 * stage.beta * cosine**2 / squared
                rows[vertex][4] = 2 * stage.beta * cosine * inverse
        return np.array(rows, np.float32)

    def _orders(
        self,
        moving: Indices,
        factors: Floats,
        rate: float,
        coefficients: Sequence[float],
        pair: Sequence[int],
    ) -> Orders:
        """The orders of a pass; `pair` is that of the next."""
        partners = np.full(len(coefficients), -1)
        if self._pair:
            partners[list(self._pair)] = self._pair[::-1]
        self._pair = pair
        return Orders(
            moving,
            factors,
            partners,
            np.float32(rate),
            np.array(coefficients, np.float32),
            np.array(pair, np.int64),
        )

    def _pass(self, gradient: Floats, orders: Orders) -> None:
        """Go over all blocks; every thread over such as lie together, this one over the first."""
        vectors = Vectors(self._vertices, self._momenta, gradient, self._point)
        bounds = [self._blocks * i // self._threads for i in range(self._threads + 1)]
        first, *others = (
            partial(_advance, vectors, orders, self._n_weights, self._products, *part)
            for part in pairwise(bounds)
        )
        running = [self._pool.submit(other) for other in others] if self._pool else []
        first()
        for other in running:
            other.result()
