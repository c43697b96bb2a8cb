"""Inputs of layers left out of a step, others for every image (Gal and Ghahramani 2016, eq. 4)."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial

import torch
from torch import Tensor, nn

from worker.networks.readers import Reader
from worker.subspaces.scatter import kept_inputs


class InputDropout:
    """Leaves inputs out of what a network computes, as long as masks are drawn."""

    def __init__(self, module: nn.Module, layers: Sequence[Reader], rate: float) -> None:
        """
        Args:
            module: The network.
            layers: Whose inputs are left out.
            rate: Chance of each input.
        """
        self._layers = [(module.get_submodule(layer.name), layer) for layer in layers]
        self._device, self._rate = next(module.parameters()).device, rate

    @contextmanager
    def drawn(self, images: int, generator: torch.Generator) -> Iterator[None]:
        """Within, every pass of so many images has one mask for each of them.

        Args:
            images: In the batch.
            generator: On the CPU, so that draws are equal on every device.
        """
        with ExitStack() as drawn:
            for module, layer in self._layers:
                kept = kept_inputs((images, layer.inputs), self._rate, generator)
                kept = kept.to(self._device, non_blocking=True)
                hook = module.register_forward_pre_hook(partial(_leave_out, layer.axis, kept))
                drawn.callback(hook.remove)
            yield


def _leave_out(axis: int, kept: Tensor, _: nn.Module, inputs: tuple[Tensor, ...]) -> Tensor:
    """Multiply features by the factors (images, features) of their image."""
    (features,) = inputs
    shape = [1] * features.ndim
    shape[0], shape[axis] = kept.shape
    return features * kept.view(shape).to(features.dtype)
