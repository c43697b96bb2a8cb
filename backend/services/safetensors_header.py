"""Whether a file is well-formed safetensors, from its header alone.

The file begins with the header's length (8 bytes, little endian) and the header, JSON:
`{name: {"dtype": .., "shape": [..], "data_offsets": [begin, end]}, "__metadata__": {..}}`. The
tensors follow and fill the rest of the file without gaps.
"""

import json
from collections.abc import Mapping
from math import prod
from typing import Any, BinaryIO

from backend.contracts.catalog import LIMITS
from backend.contracts.weights import pointer_to
from backend.services.errors import FieldError, Invalid

LENGTH_BYTES = 8
METADATA = "__metadata__"
MAX_TENSORS = 10_000
MAX_AXES = 16
BYTES = {
    **dict.fromkeys(("BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3"), 1),
    **dict.fromkeys(("I16", "U16", "F16", "BF16"), 2),
    **dict.fromkeys(("I32", "U32", "F32"), 4),
    **dict.fromkeys(("I64", "U64", "F64"), 8),
}
"""Data type -> bytes of one number."""
_TORCH = "PyTorch's own format (torch.save), whose pickled objects are never opened here"
OTHER_FORMATS = {
    b"PK\x03\x04": f"a zip archive, as {_TORCH}",
    **{bytes((0x80, protocol)): _TORCH for protocol in range(2, 6)},
    b"\x89HDF": "an HDF5 file, as Keras saves them",
    b"\x93NUMPY": "a NumPy array",
    b"GGUF": "a GGUF file",
}
"""First bytes -> what such a file is."""
_HOW = "save the weights with `safetensors.torch.save_file(model.state_dict(), path)`"


def check_header(file: BinaryIO) -> None:
    """Refuse what is no safetensors file, naming the tensor that is wrong; rewinds the file."""
    size = file.seek(0, 2)
    file.seek(0)
    start = file.read(LENGTH_BYTES)
    if other := next((f for first, f in OTHER_FORMATS.items() if start.startswith(first)), None):
        raise _refused(f"this is {other}; {_HOW}")
    if size > LIMITS.checkpoint_bytes:
        raise _refused(f"expected at most {LIMITS.checkpoint_bytes} bytes, got {size}")
    length = int.from_bytes(start, "little")
    limit = min(LIMITS.checkpoint_header_bytes, size - LENGTH_BYTES)
    if not 0 < length <= limit:
        raise _refused(
            f"expected a safetensors file with a header of 1 to {LIMITS.checkpoint_header_bytes} "
            f"bytes, got {size} bytes that declare a header of {length}; {_HOW}"
        )
    tensors = _parsed(file.read(length))
    file.seek(0)
    _check_tensors(tensors, size - LENGTH_BYTES - length)


def _parsed(content: bytes) -> dict[str, Any]:
    """The header's tensors by name."""
    try:
        header = json.loads(content.decode(), object_pairs_hook=_without_twins)
    except RecursionError as error:
        raise _refused("the header is nested too deeply") from error
    except ValueError as error:
        raise _refused(f"the header is not valid JSON: {error}") from error
    if not isinstance(header, dict):
        raise _refused("expected the header to be a JSON object of tensors")
    metadata = header.pop(METADATA, {})
    if not isinstance(metadata, dict) or not all(isinstance(v, str) for v in metadata.values()):
        raise _refused(f"expected {METADATA} to hold text only")
    return header


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name occurs twice")
    return found


def _check_tensors(tensors: Mapping[str, Any], size: int) -> None:
    """Each is described, and together they fill the `size` bytes behind the header."""
    if not 0 < len(tensors) <= MAX_TENSORS:
        raise _refused(f"expected 1 to {MAX_TENSORS} tensors, got {len(tensors)}")
    errors = [
        FieldError(pointer_to(name), fault)
        for name, tensor in tensors.items()
        if (fault := _fault(tensor))
    ]
    if errors:
        raise Invalid(f"{errors[0].pointer}: {errors[0].detail}", errors=errors)
    end = 0
    for name, tensor in sorted(tensors.items(), key=lambda item: item[1]["data_offsets"]):
        begin, stop = tensor["data_offsets"]
        if begin != end:
            raise _refused(f"expected its data to begin at byte {end}, got {begin}", name)
        end = stop
    if end != size:
        raise _refused(f"the tensors end at byte {end} of {size}; the file is cut off or too long")


def _fault(tensor: Any) -> str | None:
    """What is wrong with a tensor's description; None when nothing is."""
    if not isinstance(tensor, dict) or set(tensor) != {"dtype", "shape", "data_offsets"}:
        return "expected dtype, shape and data_offsets, and nothing else"
    width = BYTES.get(tensor["dtype"]) if isinstance(tensor["dtype"], str) else None
    if width is None:
        return f"unknown dtype {str(tensor['dtype'])[:20]!r}; known are {', '.join(BYTES)}"
    shape, offsets = tensor["shape"], tensor["data_offsets"]
    if not _are_counts(shape) or len(shape) > MAX_AXES:
        return f"expected a shape of at most {MAX_AXES} sizes, got {str(shape)[:80]}"
    if not _are_counts(offsets) or len(offsets) != 2 or offsets[0] > offsets[1]:
        return f"expected data_offsets [begin, end], got {str(offsets)[:80]}"
    needed, got = prod(shape) * width, offsets[1] - offsets[0]
    return None if needed == got else f"expected {needed} bytes for its shape, got {got}"


def _are_counts(values: Any) -> bool:
    return isinstance(values, list) and all(
        type(value) is int and 0 <= value < 2**63 for value in values
    )


def _refused(detail: str, name: str | None = None) -> Invalid:
    return Invalid.field("/file" if name is None else pointer_to(name), detail)
