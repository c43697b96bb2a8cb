"""Where each parameter of a network stands in one flat vector."""

from dataclasses import dataclass
from math import prod

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class Layout:
    """Names, shapes and offsets of parameters in a flat vector (n_parameters,).

    Weight tensors (two or more axes) come first, then biases and scales, each group in the
    module's order: all that a filter or a cosine is taken of is then one slice.
    """

    names: tuple[str, ...]
    shapes: tuple[torch.Size, ...]
    offsets: tuple[int, ...]
    n_parameters: int
    n_weights: int
    """Length of the leading slice that holds the weight tensors."""

    @classmethod
    def of(cls, module: nn.Module) -> "Layout":
        """Layout of the module's parameters; tied duplicates are counted once."""
        shapes = {name: parameter.shape for name, parameter in module.named_parameters()}
        names = sorted(shapes, key=lambda name: len(shapes[name]) < 2)  # sorted() is stable
        sizes = [prod(shapes[name]) for name in names]
        offsets = [sum(sizes[:i]) for i in range(len(sizes))]
        n_weights = sum(prod(shape) for shape in shapes.values() if len(shape) >= 2)
        return cls(
            names=tuple(names),
            shapes=tuple(shapes[name] for name in names),
            offsets=tuple(offsets),
            n_parameters=sum(sizes),
            n_weights=n_weights,
        )

    def flatten(self, module: nn.Module) -> Tensor:
        """A copy of the module's parameters as one float32 vector (n_parameters,)."""
        parameters = dict(module.named_parameters())
        parts = [parameters[name].detach().reshape(-1) for name in self.names]
        return torch.cat(parts).float()

    def views(self, flat: Tensor) -> dict[str, Tensor]:
        """Named views of `flat` (n_parameters,): nothing is copied."""
        if flat.shape != (self.n_parameters,):
            raise ValueError(
                f"expected a flat vector of {self.n_parameters} parameters, got shape "
                f"{tuple(flat.shape)}; build the network from the recipe the weights belong to"
            )
        places = zip(self.names, self.shapes, self.offsets, strict=True)
        return {
            name: flat.narrow(0, offset, prod(shape)).view(shape) for name, shape, offset in places
        }

    @property
    def n_layers(self) -> int:
        return len({name.rpartition(".")[0] for name in self.names})

    def layer_numbers(self) -> Tensor:
        """Number of the layer (n_parameters,) that each parameter belongs to, int64.

        The parameters of one submodule, such as weight and bias, are a layer.
        """
        modules = [name.rpartition(".")[0] for name in self.names]
        numbers = {module: i for i, module in enumerate(dict.fromkeys(modules))}
        counts = torch.tensor([prod(shape) for shape in self.shapes])
        return torch.tensor([numbers[m] for m in modules]).repeat_interleave(counts)

    def bind(self, module: nn.Module, flat: Tensor) -> None:
        """Make the module's parameters views of `flat`: whatever is written there, it computes."""
        views = self.views(flat)
        for name, parameter in module.named_parameters():
            parameter.data = views[name]
