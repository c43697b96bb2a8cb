"""Numbers are read as they were typed, here and by the page's scripts, or refused."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.contracts.number_text import grouped, read_number, written_number

CASES_PATH = Path(__file__).parents[2] / "frontend/web/number_cases.json"
CASES = json.loads((CASES_PATH).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "number"), CASES["read"])
def test_what_was_typed_is_read(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(("text", "sentence"), CASES["refused"])
def test_what_is_no_number_is_refused_as_it_was_typed(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r"\.$") as refused:
        read_number(text)
    assert str(refused.value).endswith(sentence)


@given(st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False))
def test_what_is_written_reads_back_to_the_same(number: float) -> None:
    back = read_number(written_number(number))
    assert type(number)(back) == number


@given(st.integers(-(10**9), 10**9))
def test_what_is_shown_can_be_typed(number: int) -> None:
    assert read_number(grouped(number)) == number
    assert read_number(grouped(number).replace("\u202f", " ")) == number


def test_numbers_are_written_as_a_person_would() -> None:
    written = [written_number(number) for number in (3.0, 5e-4, 1e-5, 0.1, None)]
    assert written == ["3", "0.0005", "1e-5", "0.1", ""]
