"""The header of any file is either fine or refused with the tensor that is wrong."""

import io
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load

from backend.contracts.catalog import LIMITS
from backend.services.errors import Invalid
from backend.services.safetensors_header import check_header
from tests.backend.brought import BROKEN, MISFITS, file_of, tensor, weights, with_header


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_by_name(case: str) -> None:
    content, pointer, words = BROKEN[case]
    with pytest.raises(Invalid) as refused:
        check_header(io.BytesIO(content))
    assert refused.value.errors[0].pointer == pointer
    assert words in refused.value.errors[0].detail


@pytest.mark.parametrize("content", [file_of(), *(content for content, _, _ in MISFITS.values())])
def test_a_whole_file_passes_and_is_rewound(content: bytes) -> None:
    file = io.BytesIO(content)
    check_header(file)
    assert file.read() == content


def test_a_file_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    small = LIMITS.model_copy(update={"checkpoint_bytes": 100})
    monkeypatch.setattr("backend.services.safetensors_header.LIMITS", small)
    with pytest.raises(Invalid, match="at most 100 bytes"):
        check_header(io.BytesIO(file_of()))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
NUMBERS = st.sampled_from([0, 1, 2, 8, -1, 2**62, 2**64, 10**30, 1.5, True, None, "2"]) | JSON
DESCRIPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "dtype": st.sampled_from(["F32", "F16", "BOOL", "F64", "X"]) | JSON,
        "shape": st.lists(NUMBERS, max_size=3) | JSON,
        "data_offsets": st.lists(NUMBERS, max_size=3) | JSON,
        "more": JSON,
    },
)
HEADERS = st.dictionaries(
    st.sampled_from(["a", "b", "__metadata__", "\udfff", "~/"]), DESCRIPTIONS | JSON, max_size=4
)


def _outcome(content: bytes) -> bool:
    """Whether the file passes; anything but a refusal with a pointer is a fault of ours."""
    pointers: list[str] = []
    try:
        check_header(io.BytesIO(content))
    except Invalid as refusal:
        pointers = [error.pointer for error in refusal.errors]
    assert all(pointer.startswith("/file") for pointer in pointers)
    return not pointers


@settings(max_examples=300, deadline=None)
@given(HEADERS | JSON, st.binary(max_size=32))
def test_any_header_is_fine_or_refused(header: Any, data: bytes) -> None:
    content = with_header(header, data)
    if _outcome(content) and all(t["dtype"] in ("F32", "F16", "F64") for t in header.values()):
        assert load(content).keys() == header.keys() - {"__metadata__"}


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=64), st.integers(0, 400))
def test_any_bytes_are_fine_or_refused(piece: bytes, place: int) -> None:
    _outcome(piece)
    content = file_of({"a": np.zeros(3, dtype=np.float32)})
    _outcome(content[:place] + piece + content[place + len(piece) :])


def test_padding_and_metadata_are_allowed() -> None:
    header = json.dumps({"__metadata__": {"format": "pt"}, "a": tensor()}).encode() + b"   "
    check_header(io.BytesIO(with_header(header, bytes(8))))
    assert set(weights()) == {"1.weight", "1.bias", "3.weight", "3.bias"}
