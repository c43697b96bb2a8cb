"""The steps of one epoch: from a point drawn to vertices moved."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from worker.networks.readers import readers
from worker.subspaces.layout import Layout
from worker.subspaces.simplicial import log_volume_gradient
from worker.training.draws import Draws
from worker.training.dropout import InputDropout
from worker.training.flat_network import FlatNetwork, mix_
from worker.training.optimizer import VertexDescent
from worker.training.plan import Stage

if TYPE_CHECKING:
    from worker.training.fused import FusedDescent

Chance = Callable[..., torch.Generator]
"""Gives the generator of an address."""


class Steps:
    """Moves the vertices of a stage; for one epoch, whose draws are known."""

    def __init__(
        self,
        stage: Stage,
        draws: Draws,
        chance: Chance,
        point: FlatNetwork,
        layout: Layout,
        vertices: Tensor,
        momenta: Tensor,
    ) -> None:
        """
        Args:
            stage: That is trained.
            draws: Of the epoch.
            chance: Generator of (step) in this epoch, for what is drawn step by step.
            point: The network that computes.
            layout: Of its parameters.
            vertices: (n_vertices, n_parameters), moved in place.
            momenta: The same shape, changed in place.
        """
        self._stage, self._draws, self._chance = stage, draws, chance
        self._point, self._vertices, self._n_weights = point, vertices, layout.n_weights
        self._descent = VertexDescent(stage, vertices, momenta, layout.n_weights)
        numbers = layout.layer_numbers() if stage.layerwise else torch.empty(0, dtype=torch.int64)
        self._layers = numbers.to(vertices.device)
        self._fused = self._compiled(momenta)
        self._dropout: InputDropout | None = None
        self._mixed: int | None = None  # the step whose point the last one has mixed

    def step(self, step: int, images: Tensor, targets: Tensor, rate: float) -> Tensor:
        """Take a step of the epoch, counted from 0; gives the mean cross-entropy before it."""
        if self._fused is not None:
            return self._in_one_pass(self._fused, step, images, targets, rate)
        if self._stage.samples > 1:
            loss, shares = self._several(step, images, targets)
        elif self._stage.layerwise:
            loss, shares = self._by_layers(step, images, targets)
        else:
            mix_(self._point.weights, self._vertices, self._draws.coefficients[step][0])
            loss, shares = self._differentiate(step, images, targets), self._draws.shares[step][0]
        if self._stage.volume:
            self._pull_outwards()
        self._descent.step(self._point.gradient, shares, rate, self._pair(step))
        return loss

    def _compiled(self, momenta: Tensor) -> "FusedDescent | None":
        """What does a step of one mixed point in one pass, on a processor that can."""
        stage, vertices = self._stage, self._vertices
        if vertices.device.type != "cpu" or stage.samples > 1 or stage.layerwise:
            return None
        from worker.training.fused import FusedDescent

        return FusedDescent(stage, vertices, momenta, self._point.weights, self._n_weights)

    def _in_one_pass(
        self, descent: "FusedDescent", step: int, images: Tensor, targets: Tensor, rate: float
    ) -> Tensor:
        """The step whose point is mixed already; mixes that of the next."""
        draws = self._draws
        if self._mixed != step:
            descent.begin(draws.coefficients[step][0], self._pair(step))
        loss = self._differentiate(step, images, targets)
        if self._stage.volume:
            self._pull_outwards()
        shares: list[float] = draws.shares[step][0].tolist()
        following = min(step + 1, len(draws.coefficients) - 1)
        descent.step(
            self._point.gradient,
            shares,
            rate,
            draws.coefficients[following][0],
            self._pair(following),
        )
        self._mixed = step + 1
        return loss

    def _pair(self, step: int) -> Sequence[int]:
        return self._draws.pairs[step] if self._draws.pairs else ()

    def settle(self) -> None:
        """Nothing: the vertices are always where they were given."""

    def _differentiate(self, step: int, images: Tensor, targets: Tensor) -> Tensor:
        """Fill the point's gradient at its weights, with inputs left out where the stage asks."""
        with self._left_out(step, images):
            return self._point.differentiate(images, targets, decay=self._stage.point_decay)

    def _left_out(self, step: int, images: Tensor) -> AbstractContextManager[None]:
        if not self._stage.dropout:
            return nullcontext()
        if self._dropout is None:
            module = self._point.module
            layers = readers(module, images.shape[1:])
            self._dropout = InputDropout(module, layers, self._stage.dropout)
        return self._dropout.drawn(len(images), self._chance(step))

    def _several(self, step: int, images: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        """The mean over points of the gradient of the one trained vertex (Benton 2021, eq. 3)."""
        draws, shares = self._draws.coefficients[step], self._draws.shares[step]
        vertex = range(len(self._vertices))[slice(*self._stage.trained)][0]
        total, losses = torch.zeros_like(self._point.gradient), []
        for coefficients, own in zip(draws, shares, strict=True):
            mix_(self._point.weights, self._vertices, coefficients)
            losses.append(self._differentiate(step, images, targets))
            total.addcmul_(self._point.gradient, own[vertex] / len(draws))
        self._point.gradient.copy_(total)
        return torch.stack(losses).mean(), torch.ones_like(shares[0])

    def _by_layers(self, step: int, images: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        """One point whose layers have coefficients of their own; shares are elementwise."""
        coefficients = self._vertices.new_tensor(self._draws.coefficients[step])
        elementwise = coefficients.T[:, self._layers]
        torch.sum(elementwise * self._vertices, dim=0, out=self._point.weights)
        loss = self._differentiate(step, images, targets)
        return loss, self._draws.shares[step].T[:, self._layers]

    def _pull_outwards(self) -> None:
        """Add the gradient of -weight log V."""
        volume = self._stage.volume
        if volume is not None:
            outwards = log_volume_gradient(self._vertices, volume.vertex, volume.parts)
            self._point.gradient.add_(outwards, alpha=-volume.weight)
