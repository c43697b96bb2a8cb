"""What a network of a cloud has beyond its coefficients: a displacement drawn from a generator."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

import torch
from torch import Tensor

from worker.subspaces.layout import Layout


class Scatter(Protocol):
    name: ClassVar[str]

    def displacement(
        self, point: Tensor, part: int, layout: Layout, generator: torch.Generator
    ) -> Tensor:
        """What is added to a point.

        Args:
            point: Flat weights (n_parameters,).
            part: Number of the cloud that the point belongs to.
            layout: Of the weights.
            generator: On the CPU, so that draws are equal on every device.
        """
        ...

    def tensors(self) -> dict[str, Tensor]:
        """All that `SCATTERS` needs to make it again."""
        ...


@dataclass(frozen=True, eq=False)
class Diagonal:
    """Independent normal displacements (the diagonal part of SWAG, Maddox 2019, eq. 1)."""

    name: ClassVar[str] = "diagonal"
    deviations: Tensor
    """Standard deviations (clouds, n_parameters)."""

    def displacement(
        self,
        point: Tensor,
        part: int,
        layout: Layout,
        generator: torch.Generator,
    ) -> Tensor:
        noise = torch.randn(layout.n_parameters, generator=generator).to(point)
        return noise.mul_(self.deviations[part].to(point))

    def tensors(self) -> dict[str, Tensor]:
        return {"deviations": self.deviations}


@dataclass(frozen=True, eq=False)
class Dropped:
    """Inputs of layers left out: a displacement of minus the weights that would read them."""

    name: ClassVar[str] = "dropped"
    rate: Tensor
    """Chance (1,) of each input."""
    layers: Tensor | None = None
    """Where the weights start in the flat vector that read inputs, and into how many groups these
    fall (layers, 2) int64. Earlier versions did not say: all weight tensors but the first, then."""

    def displacement(
        self,
        point: Tensor,
        part: int,  # noqa: ARG002
        layout: Layout,
        generator: torch.Generator,
    ) -> Tensor:
        layers = layers_but_first(layout) if self.layers is None else self.layers
        mask = input_mask(layout, float(self.rate), generator, layers).to(point)
        return point * (mask - 1)

    def tensors(self) -> dict[str, Tensor]:
        layers = {} if self.layers is None else {"layers": self.layers}
        return {"rate": self.rate, **layers}


def kept_inputs(shape: tuple[int, ...], rate: float, generator: torch.Generator) -> Tensor:
    """Factors of inputs: 0 for those left out, 1 / (1 - rate) for the others."""
    return (torch.rand(shape, generator=generator) >= rate) / (1 - rate)


def input_mask(layout: Layout, rate: float, generator: torch.Generator, layers: Tensor) -> Tensor:
    """Factors (n_parameters,) of weights: those of the inputs they read, 1 where there are none.

    Dropping the columns of a weight matrix is dropping its inputs (Gal 2016, eq. 4): neurons of a
    linear layer, channels of a convolution. It asks nothing of the network.

    Args:
        layout: Of the weights.
        rate: Chance of each input.
        generator: On the CPU.
        layers: As in `Dropped`.
    """
    mask = torch.ones(layout.n_parameters)
    by_offset = dict(zip(layout.offsets, layout.views(mask).values(), strict=True))
    for offset, groups in layers.tolist():
        weights = by_offset[offset]
        weights = weights.view(groups, -1, *weights.shape[1:])  # (groups, outputs, inputs, ...)
        kept = kept_inputs((groups, weights.shape[2]), rate, generator)
        weights.mul_(kept.view(groups, 1, -1, *[1] * (weights.ndim - 3)))
    return mask


def layers_but_first(layout: Layout) -> Tensor:
    """All weight tensors but the first, as `Dropped.layers`, each with one group of inputs."""
    places = zip(layout.offsets, layout.shapes, strict=True)
    weights = [offset for offset, shape in places if len(shape) >= 2]
    return torch.tensor([(offset, 1) for offset in weights[1:]], dtype=torch.int64).view(-1, 2)


@dataclass(frozen=True, eq=False)
class LastLayer:
    """A normal displacement of one layer, with Kronecker-factored covariance (Ritter 2018).

    Delta W = U_out (Z * scale) U_in^T, Z standard normal.
    """

    name: ClassVar[str] = "last_layer"
    outputs: Tensor
    """Eigenvectors (n_out, n_out) of the outputs' factor."""
    inputs: Tensor
    """Of the inputs' factor (n_in, n_in); the bias, where there is one, is the last input."""
    scale: Tensor
    """Standard deviations (n_out, n_in) along them."""
    places: Tensor
    """Where weight and bias start in the flat vector (1 or 2,) int64."""

    def displacement(
        self,
        point: Tensor,
        part: int,  # noqa: ARG002
        layout: Layout,  # noqa: ARG002
        generator: torch.Generator,
    ) -> Tensor:
        z = torch.randn(self.scale.shape, generator=generator)
        delta = (self.outputs @ (z * self.scale) @ self.inputs.T).to(point)
        moved = torch.zeros_like(point)
        weight, *bias = self.places.tolist()
        columns = delta.shape[1] - len(bias)
        moved[weight : weight + delta.shape[0] * columns] = delta[:, :columns].flatten()
        for start in bias:
            moved[start : start + len(delta)] = delta[:, -1]
        return moved

    def tensors(self) -> dict[str, Tensor]:
        return {n: getattr(self, n) for n in ("outputs", "inputs", "scale", "places")}


SCATTERS: dict[str, type[Diagonal] | type[Dropped] | type[LastLayer]] = {
    kind.name: kind for kind in (Diagonal, Dropped, LastLayer)
}
