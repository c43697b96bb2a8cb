"""A point is exactly one thing, and a request asks from exactly one source."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from backend.contracts.predictions import Point, PredictionRequest

LANDSCAPE = "0123456789ab"


@pytest.mark.parametrize(
    "point",
    [
        {"member": 0},
        {"t": 0.3},
        {"coefficients": [0.5, 0.7, -0.2]},
        {"landscape": LANDSCAPE, "x": 1.0, "y": -2.5},
    ],
)
def test_every_kind_of_point_is_taken(point: dict[str, object]) -> None:
    assert Point.model_validate(point).model_dump(exclude_none=True) == point


@pytest.mark.parametrize(
    "point",
    [
        {},
        {"t": 0.3, "member": 0},
        {"x": 1.0, "y": 1.0},
        {"landscape": LANDSCAPE},
        {"landscape": LANDSCAPE, "x": 1.0},
        {"t": 0.5, "x": 1.0, "y": 1.0},
        {"t": -0.01},
        {"t": 1.01},
        {"t": math.nan},
        {"t": math.inf},
        {"t": 10**20},
        {"member": 0.0},
        {"member": -1},
        {"coefficients": []},
        {"coefficients": [0.5, 0.5001]},
        {"coefficients": [math.nan, 1.0]},
        {"coefficients": [1e300, 1.0]},
        {"landscape": "../../etc", "x": 0, "y": 0},
        {"t": 0.5, "surprise": 1},
    ],
)
def test_anything_else_is_no_point(point: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Point.model_validate(point)


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=10))
def test_coefficients_that_sum_to_one_are_taken(free: list[float]) -> None:
    assert Point.model_validate({"coefficients": [*free, 1 - sum(free)]}).t is None


@pytest.mark.parametrize(
    "request_",
    [
        {},
        {"point": {"t": 0.5}, "sample": {}},
        {"points": []},
        {"points": [{"t": 0.5}] * 257},
        {"sample": {"count": 0}},
        {"sample": {}, "examples": 0},
        {"sample": {}, "examples": []},
        {"sample": {}, "examples": [-1]},
        {"sample": {}, "examples": True},
        {"sample": {}, "selection": "prettiest"},
        {"sample": {}, "split": "validation"},
    ],
)
def test_incomplete_requests_are_refused(request_: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PredictionRequest.model_validate(request_)


def test_request_survives_json() -> None:
    request = PredictionRequest.model_validate({"points": [{"t": 0.1}, {"t": 0.9}]})
    assert PredictionRequest.model_validate(request.model_dump(mode="json")) == request
