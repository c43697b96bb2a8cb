"""Weights of a network in a notebook as a safetensors file; torch is not needed for it."""

import io
from collections.abc import Mapping
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray


def weights_file(state_dict: Mapping[str, Any]) -> BinaryIO:
    """A safetensors file of tensors or arrays by name.

    Tensors of any library are taken that numpy can convert; they may lie on another device, need
    gradients or be bfloat16, which numpy does not know and which float32 holds exactly.
    """
    from safetensors.numpy import save

    return io.BytesIO(save({name: _array(name, tensor) for name, tensor in state_dict.items()}))


def _array(name: str, tensor: Any) -> NDArray[Any]:
    """The tensor as an array of its own, in C order."""
    for step in ("detach", "cpu"):
        tensor = getattr(tensor, step, lambda same=tensor: same)()
    if str(getattr(tensor, "dtype", "")) == "torch.bfloat16":
        tensor = tensor.float()
    array = np.asarray(tensor)
    if array.dtype.kind not in "fiub":
        raise TypeError(
            f"expected numbers for {name!r}, got {type(tensor).__name__}; "
            "give `model.state_dict()` or a dictionary of arrays"
        )
    return np.array(array, order="C")
