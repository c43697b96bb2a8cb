"""Stochastic gradient descent on the vertices of a subspace."""

from collections.abc import Sequence

import torch
from torch import Tensor

from worker.training.plan import Stage


class VertexDescent:
    """Heavy-ball SGD (Sutskever 2013, as torch.optim.SGD) on stacked flat vertices, in place.

    The gradient of vertex i is a_i times the gradient at the point sum a_i v_i, so no second
    backward pass and no autograd through the mixing is needed. What is left is bound by memory,
    so vectors are passed over as seldom as possible; no number leaves the device.
    """

    def __init__(self, stage: Stage, vertices: Tensor, momenta: Tensor, n_weights: int) -> None:
        """
        Args:
            stage: Gives momentum, decays and which vertices move.
            vertices: (n_vertices, n_parameters), moved in place.
            momenta: The same shape, changed in place.
            n_weights: Length of the leading slice that the cosine is taken of.
        """
        self._stage = stage
        self._trained = slice(*stage.trained)
        self._vertices = vertices[self._trained]
        self._momenta = momenta[self._trained]
        self._weights = [vertex[:n_weights] for vertex in vertices]
        self._weight_momenta = [momentum[:n_weights] for momentum in momenta]
        self._scratch = vertices.new_empty(n_weights if stage.beta else 0)

    def step(self, gradient: Tensor, shares: Tensor, rate: float, pair: Sequence[int] = ()) -> None:
        """Move the vertices once.

        Args:
            gradient: At the point (n_parameters,).
            shares: Of the vertices in the gradient (n_vertices,): the point's coefficients, or
                those scaled alike; (n_vertices, n_parameters) where layers have their own.
            rate: Learning rate of this step.
            pair: Two vertices that are kept apart; none by default.
        """
        if self._stage.largest_gradient is not None:
            shares = shares * (self._stage.largest_gradient / gradient.norm()).clamp(max=1.0)
        if shares.ndim == 1:
            self._momenta.addr_(shares[self._trained], gradient, beta=self._stage.momentum)
        else:
            self._momenta.mul_(self._stage.momentum).addcmul_(shares[self._trained], gradient)
        if self._stage.vertex_decay:
            self._momenta.add_(self._vertices, alpha=self._stage.vertex_decay)
        if pair:
            self._keep_apart(*pair)
        self._vertices.add_(self._momenta, alpha=-rate)

    def _keep_apart(self, first: int, second: int) -> None:
        """Add the gradient of beta cos^2(v, w) to the momenta (Wortsman 2021, eq. 4).

        d cos^2 / dv = 2 cos (w / (|v| |w|) - cos v / |v|^2).
        """
        v, w = self._weights[first], self._weights[second]
        squared_v, squared_w = v.norm().square(), w.norm().square()
        inverse = (squared_v * squared_w).rsqrt()
        # not torch.dot, which oneDNN (worker/machine/device.py) makes six times slower
        cosine = torch.mul(v, w, out=self._scratch).sum() * inverse
        across = 2 * self._stage.beta * cosine * inverse
        along = -2 * self._stage.beta * cosine.square()
        for momentum, own, own_squared, other in (
            (self._weight_momenta[first], v, squared_v, w),
            (self._weight_momenta[second], w, squared_w, v),
        ):
            momentum.addcmul_(other, across).addcmul_(own, along / own_squared)
