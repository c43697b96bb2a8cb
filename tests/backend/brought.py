"""Files of weights, as they come and as they should not come."""

import json
from typing import Any

import numpy as np
from safetensors.numpy import save

WIDTH = 4
SMALL: dict[str, Any] = {
    "dataset": "mnist",
    "network": "mlp",
    "network_options": {"width": WIDTH, "depth": 1},
}
"""The network that `weights` belong to."""


def weights(dtype: Any = np.float32, **changes: Any) -> dict[str, np.ndarray]:
    """Of a network of one hidden layer, by the names that torch gives them."""
    shapes = {
        "1.weight": (WIDTH, 784),
        "1.bias": (WIDTH,),
        "3.weight": (10, WIDTH),
        "3.bias": (10,),
    }
    generator = np.random.default_rng(0)
    made = {name: generator.normal(0, 0.1, shape).astype(dtype) for name, shape in shapes.items()}
    return made | changes


def file_of(tensors: dict[str, np.ndarray] | None = None) -> bytes:
    return save(weights() if tensors is None else tensors)


def with_header(header: Any, data: bytes = b"") -> bytes:
    """A file with this header, as JSON or as bytes."""
    content = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(content).to_bytes(8, "little") + content + data


def tensor(begin: int = 0, end: int = 8, **changes: Any) -> dict[str, Any]:
    """The description of two float32 numbers."""
    return {"dtype": "F32", "shape": [2], "data_offsets": [begin, end]} | changes


TORCH = "torch.save), whose pickled objects are never opened here"
NAN = file_of(weights(**{"3.bias": np.full(10, np.nan, dtype=np.float32)}))
BROKEN: dict[str, tuple[bytes, str, str]] = {
    "zip": (b"PK\x03\x04" + bytes(100), "/file", TORCH),
    "old pickle": (b"\x80\x02" + bytes(100), "/file", TORCH),
    "Keras": (b"\x89HDF\r\n\x1a\n" + bytes(100), "/file", "an HDF5 file"),
    "empty": (b"", "/file", "got 0 bytes"),
    "no header": (b"12345678", "/file", "declare a header of"),
    "huge header": ((2**20 + 1).to_bytes(8, "little") + b" " * (2**20 + 1), "/file", "1048576"),
    "header past the end": ((100).to_bytes(8, "little") + b"{}", "/file", "header of 100"),
    "not JSON": (with_header(b"{nonsense"), "/file", "not valid JSON"),
    "not UTF-8": (with_header(b"\xff\xfe{}"), "/file", "not valid JSON"),
    "deep": (with_header(b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"), "/file", "nested"),
    "a list": (with_header([1]), "/file", "JSON object"),
    "no tensors": (with_header({}), "/file", "got 0"),
    "twins": (with_header(b'{"a": 1, "a": 2}'), "/file", "twice"),
    "metadata of numbers": (with_header({"__metadata__": {"a": 1}}), "/file", "text only"),
    "no description": (with_header({"a/b": 5}), "/file/a~1b", "expected dtype, shape"),
    "unknown type": (with_header({"a": tensor(dtype="F33")}), "/file/a", "unknown dtype 'F33'"),
    "type of no text": (with_header({"a": tensor(dtype=[])}), "/file/a", "unknown dtype"),
    "negative shape": (with_header({"a": tensor(shape=[-2])}), "/file/a", "expected a shape"),
    "true as shape": (with_header({"a": tensor(shape=[True])}), "/file/a", "expected a shape"),
    "huge shape": (with_header({"a": tensor(shape=[2**62, 2**62])}), "/file/a", "expected "),
    "odd offsets": (with_header({"a": tensor(8, 0)}), "/file/a", "data_offsets"),
    "wrong size": (with_header({"a": tensor(0, 7)}, bytes(7)), "/file/a", "expected 8 bytes"),
    "gap": (
        with_header({"a": tensor(), "b": tensor(12, 20)}, bytes(20)),
        "/file/b",
        "begin at byte 8, got 12",
    ),
    "cut off": (with_header({"a": tensor()}, bytes(4)), "/file", "end at byte 8 of 4"),
    "too long": (with_header({"a": tensor()}, bytes(9)), "/file", "end at byte 8 of 9"),
}
"""File, pointer and words of the refusal: seen in the header alone."""

MISFITS: dict[str, tuple[bytes, str, str]] = {
    "missing": (
        file_of({n: t for n, t in weights().items() if n != "3.bias"}),
        "/file/3.bias",
        "missing: 3.bias",
    ),
    "unknown": (file_of(weights(extra=np.zeros(3))), "/file/extra", "unknown: extra"),
    "renamed": (
        file_of({f"layer{name}": t for name, t in weights().items()}),
        "/file/layer1.weight",
        "layer1.weight -> 1.weight",
    ),
    "shape": (
        file_of(weights(**{"3.weight": np.zeros((10, 5), dtype=np.float32)})),
        "/file/3.weight",
        "expected the shape (10, 4), got (10, 5)",
    ),
    "whole numbers": (file_of(weights(np.int32)), "/file/1.weight", "got int32"),
    "not finite": (NAN, "/file/3.bias", "10 of 10 numbers are not finite"),
}
"""Well-formed files that hold something else than the network's weights."""
