"""Means and variances over batches of images in channels-last, on the CPU, to float32's accuracy.

There torch adds the values of a channel up one by one in float32, thread by thread: over 200,000
pixels a mean or variance is off by up to 1e-3, and by another amount with another number of
threads. Its plain sums take care (pairwise) and are the same with any number; a pass that
estimates statistics takes an eighth (ResNet-20) to a quarter (CNN) longer for them, still less
than in the usual order.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.autograd import Function
from torch.overrides import TorchFunctionMode

Gradients = tuple[Tensor | None, ...]


class AccurateStatistics(TorchFunctionMode):
    """While it is entered, batch normalisation takes its statistics as accurately in channels-last
    as in the usual order; all else is left alone."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        _types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        named = kwargs or {}
        if func is F.batch_norm and named["training"] and _summed_one_by_one(args[0]):
            return _batch_norm(*args, **named)
        return func(*args, **named)


def _summed_one_by_one(images: Tensor) -> bool:
    return (
        images.device.type == "cpu"
        and images.ndim == 4
        and not images.is_contiguous()
        and images.is_contiguous(memory_format=torch.channels_last)
    )


def _batch_norm(
    images: Tensor,
    running_mean: Tensor | None,
    running_var: Tensor | None,
    *,
    weight: Tensor | None,
    bias: Tensor | None,
    momentum: float,
    eps: float,
    **_training: bool,
) -> Tensor:
    """`F.batch_norm` in training, of images (batch, channels, height, width)."""
    mean, squares, count = _moments(images.detach())
    if running_mean is not None and running_var is not None:
        running_mean.lerp_(mean, momentum)
        running_var.lerp_(squares / max(1, count - 1), momentum)
    normalise: Callable[..., Tensor] = _Normalised.apply
    return normalise(images, weight, bias, mean, squares / count, eps)


def _moments(images: Tensor) -> tuple[Tensor, Tensor, int]:
    """Mean and sum of squared deviations (channels,), and the number of values a channel has."""
    values = images.movedim(1, -1).flatten(end_dim=-2)  # (values, channels), no copy
    mean = values.mean(dim=0, dtype=torch.promote_types(values.dtype, torch.float32))
    return mean, (values - mean).square_().sum(dim=0), len(values)


class _Normalised(Function):
    """Batch normalisation with statistics that are the batch's own: its gradient knows that."""

    @staticmethod
    def forward(
        context: Any,
        images: Tensor,
        weight: Tensor | None,
        bias: Tensor | None,
        mean: Tensor,
        variance: Tensor,
        epsilon: float,
    ) -> Tensor:
        context.save_for_backward(images, weight, mean, (variance + epsilon).rsqrt())
        context.epsilon = epsilon
        return F.batch_norm(images, mean, variance, weight, bias, eps=epsilon)

    @staticmethod
    def backward(context: Any, *gradients: Tensor) -> Gradients:
        images, weight, mean, inverse_deviation = context.saved_tensors
        wanted = [True, weight is not None, weight is not None]
        found: Gradients = torch.ops.aten.native_batch_norm_backward(
            gradients[0],
            images,
            weight,
            None,
            None,
            mean,
            inverse_deviation,
            True,
            context.epsilon,
            wanted,
        )
        return *found, None, None, None
