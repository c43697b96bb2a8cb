"""The one network that computes: its weights are the point of the subspace drawn last."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from worker.datasets.data import Data
from worker.networks.batch_norm import batch_norms, recalibrate_, recalibration_images
from worker.networks.batch_statistics import AccurateStatistics
from worker.subspaces.layout import Layout


def mix_(weights: Tensor, vertices: Tensor, coefficients: Sequence[float]) -> None:
    """Write sum a_i v_i of vertices (n_vertices, n_parameters) into `weights` (n_parameters,).

    Vector by vector: where oneDNN takes the products (worker/machine/device.py), its matrix-vector
    product is ten times slower than this, which reads every vertex once.
    """
    first, *others = vertices.unbind()
    torch.mul(first, coefficients[0], out=weights)
    for vertex, coefficient in zip(others, coefficients[1:], strict=True):
        weights.add_(vertex, alpha=coefficient)


class FlatNetwork:
    """A network whose parameters are views of `weights` and whose gradient fills `gradient`.

    Both are (n_parameters,), so that mixing vertices and moving them are operations on vectors,
    and forward and backward pass cost what they cost a plain network.
    """

    def __init__(
        self,
        module: nn.Module,
        layout: Layout,
        device: torch.device,
        *,
        precision: Literal["float32", "bfloat16"] = "float32",
        channels_last: bool = False,
    ) -> None:
        self.module = module.to(device).train()
        self.weights = torch.zeros(layout.n_parameters, device=device)
        self.gradient = torch.zeros_like(self.weights)
        layout.bind(self.module, self.weights)
        by_name = dict(self.module.named_parameters())
        self._parameters = [by_name[name] for name in layout.names]
        self._gradients = list(layout.views(self.gradient).values())
        self._device, self._precision = device, precision
        self._channels_last = channels_last

    def differentiate(self, images: Tensor, targets: Tensor, *, decay: float = 0.0) -> Tensor:
        """Fill `gradient` with that of the mean cross-entropy at `weights`; gives the loss.

        Args:
            images: Normalised (batch, channels, height, width) float32.
            targets: (batch,) int64.
            decay: Of an L2 penalty on `weights`, which joins the gradient and not the loss.
        """
        with self.autocast(), self._statistics():
            logits = self.module(self._ordered(images))
        loss = F.cross_entropy(logits.float(), targets)
        parts = torch.autograd.grad(loss, self._parameters)
        torch._foreach_copy_(self._gradients, parts)
        if decay:
            self.gradient.add_(self.weights, alpha=decay)
        return loss.detach()

    def recalibrate(self, data: Data) -> None:
        """Estimate the statistics of batch normalisation at `weights`, for `logits`."""
        if batch_norms(self.module):
            recalibrate_(self.module, self._ordered(recalibration_images(data)))

    @torch.no_grad()
    def logits(self, images: Tensor) -> Tensor:
        """Logits (batch, classes) at `weights`, in evaluation mode, float32 throughout."""
        self.module.eval()
        logits: Tensor = self.module(self._ordered(images))
        self.module.train()
        return logits

    def _ordered(self, images: Tensor) -> Tensor:
        """Images (batch, channels, height, width) in the memory order asked for.

        Not by `contiguous(memory_format=...)`, which leaves the strides of images of one channel,
        so that the convolutions take them for the usual order.
        """
        if not self._channels_last:
            return images
        batch, channels, height, width = images.shape
        pixels = images.permute(0, 2, 3, 1).reshape(-1)
        return pixels.view(batch, height, width, channels).permute(0, 3, 1, 2)

    def _statistics(self) -> AbstractContextManager[object]:
        """Of the batches that training normalises by, where they need care."""
        return AccurateStatistics() if self._channels_last else nullcontext()

    def autocast(self) -> AbstractContextManager[object]:
        """The precision of forward passes in training."""
        if self._precision == "float32":
            return nullcontext()
        return torch.autocast(self._device.type, torch.bfloat16)
