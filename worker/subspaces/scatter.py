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

    def displacement(
        self,
        point: Tensor,
        part: int,  # noqa: ARG002
        layout: Layout,
        generator: torch.Generator,
    ) -> Tensor:
        mask = input_mask(layout, float(self.rate), generator).to(point)
        return point * (mask - 1)

    def tensors(self) -> dict[str, Tensor]:
        return {"rate": self.rate}


def input_mask(layout: Layout, rate: float, generator: torch.Generator) -> Tensor:
    """Factors (n_parameters,): 0 for weights of inputs left out, 1 / (1 - rate) for the others.

    Inputs are the second axis of weight tensors: neurons of a linear layer, channels of a
    convolution. The first weight tensor reads the image and is left whole. Dropping the columns of
    a weight matrix is dropping its inputs (Gal 2016, eq. 4), and asks nothing of the network.
    """
    mask = torch.ones(layout.n_parameters)
    weights = [view for view in layout.views(mask).values() if view.ndim >= 2]
    for view in weights[1:]:
        kept = torch.rand(view.shape[1], generator=generator) >= rate
        columns = kept / (1 - rate)
        view.mul_(columns.view(1, -1, *[1] * (view.ndim - 2)))
    return mask


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
