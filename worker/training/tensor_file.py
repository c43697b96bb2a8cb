"""Tensors and one JSON record as safetensors bytes: nothing in them can run."""

import json
from typing import Any

from safetensors.torch import load, save
from torch import Tensor

METADATA_KEY = "paysage"
MAX_HEADER_BYTES = 2**20
"""Parsing a header takes twenty times its size in memory."""


def pack(tensors: dict[str, Tensor], metadata: dict[str, Any]) -> bytes:
    """A safetensors file that holds `metadata` as one JSON string."""
    on_cpu = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    return save(on_cpu, {METADATA_KEY: json.dumps(metadata)})


def unpack(content: bytes) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Tensors, on the CPU, and metadata of a file that `pack` made."""
    length = int.from_bytes(content[:8], "little")
    if not 0 < length <= min(MAX_HEADER_BYTES, len(content) - 8):
        raise ValueError(
            f"expected a safetensors file with a header of at most {MAX_HEADER_BYTES} bytes, got "
            f"{length}; the file is damaged or none of ours"
        )
    header = json.loads(content[8 : 8 + length])
    metadata = json.loads(header.get("__metadata__", {}).get(METADATA_KEY, "{}"))
    return load(content), metadata
