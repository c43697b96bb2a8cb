"""A refusal points into the request as it was sent, and says one thing in plain words."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from backend.contracts.accounts import TokenRequest
from backend.contracts.base import Contract
from backend.contracts.catalog import METHODS, NETWORKS
from backend.contracts.disagreement import DisagreementRequest
from backend.contracts.ensembles import EnsembleRequest
from backend.contracts.faults import Fault, faults_of
from backend.contracts.image_maps import ImageQuery
from backend.contracts.landscapes import LandscapeRequest
from backend.contracts.methods_plain import DeepEnsembleOptions
from backend.contracts.predictions import PredictionRequest
from backend.contracts.recipes import Recipe
from backend.contracts.run_groups import RunGroupQuery
from backend.contracts.runs import RunPatch, RunQuery, RunRequest
from backend.contracts.solutions import SolutionsRequest
from backend.contracts.weights import ImportRequest

IMAGE = [[[0.0] * 28] * 28]
MEMBER = {"point": {"member": 0}}
PNG = "data:image/png;base64,AAAA"
RECIPE = {"dataset": "mnist", "network": "mlp", "method": "bezier", "options": {"budget": 1.0}}

VALID: list[tuple[type[Contract], dict[str, Any]]] = [
    (TokenRequest, {"label": "mine", "days": 3}),
    (Recipe, {**RECIPE, "training": {"batch_size": 64}, "network_options": {"width": 8}}),
    (RunRequest, {"recipe": RECIPE, "name": "a", "tags": ["b"], "notes": "c"}),
    (RunPatch, {"name": "a", "tags": ["b"], "starred": True}),
    (RunQuery, {"phase": "queued", "group": "0" * 64, "page": 2, "sort": "name"}),
    (RunGroupQuery, {"method": "bezier", "page_size": 5}),
    (LandscapeRequest, {"plane": {"vertices": [0, 1, 2]}, "resolution": [5, 9], "margin": 0.1}),
    (LandscapeRequest, {"resolution": 33, "metrics": ["loss"], "split": "test"}),
    (PredictionRequest, {**MEMBER, "images": [IMAGE, PNG], "seed": 1}),
    (PredictionRequest, {"points": [{"t": 0.5}], "examples": [1, 2], "images": False}),
    (PredictionRequest, {"sample": {"count": 4}, "examples": 5, "selection": "wrong"}),
    (PredictionRequest, {**MEMBER, "examples": 1, "influence": {"kind": "blur", "values": [1]}}),
    (EnsembleRequest, {"points": [{"coefficients": [0.5, 0.5]}], "examples": 100}),
    (SolutionsRequest, {"points": [{"landscape": "a" * 12, "x": 0.0, "y": 1.0}]}),
    (DisagreementRequest, {"point": {"member": 1}}),
    (ImageQuery, {"subset": "1,2"}),
    (ImportRequest, {"dataset": "mnist", "network": "mlp", "training": {"momentum": 0.5}}),
]
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**40), 2**40),
    st.floats(),
    st.text(max_size=5),
    st.just("x" * 300),
    st.lists(st.integers(-3, 3), max_size=2),
    st.just([0] * 300),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
FORBIDDEN = re.compile(
    r"Input should|<\w|object at 0x|\^\[|\bconstrained|function-|Value error|None"
)


def found(kind: type[Contract], sent: Any) -> list[Fault]:
    with pytest.raises(ValidationError) as caught:
        kind.model_validate(sent)
    return faults_of(caught.value, sent)


@pytest.mark.parametrize(
    ("kind", "sent", "expected"),
    [
        (
            PredictionRequest,
            {**MEMBER, "images": [[[[0.0, 0.5, 1.0, 1.5, 2.0]]]]},
            ("/images/0/0/0/3", "at most 1, got 1.5"),
        ),
        (
            PredictionRequest,
            {**MEMBER, "images": [IMAGE, [[[0.0, "a"]]]]},
            ("/images/1/0/0/1", 'expected a number, got "a"'),
        ),
        (
            PredictionRequest,
            {**MEMBER, "images": [IMAGE] * 65},
            ("/images", "at most 64 images, got 65"),
        ),
        (
            PredictionRequest,
            {**MEMBER, "images": [5]},
            ("/images/0", "expected text or a list, got 5"),
        ),
        (
            PredictionRequest,
            {**MEMBER, "images": ["data:image/gif;base64,AAAA"]},
            (
                "/images/0",
                "expected a PNG as text: data:image/png;base64, and base64, "
                'got "data:image/gif;base64,AAAA"',
            ),
        ),
        (
            PredictionRequest,
            {**MEMBER, "images": {"bool": 1}},
            ("/images", "expected true or false or a list, got an object"),
        ),
        (PredictionRequest, {**MEMBER, "examples": 0}, ("/examples", "at least 1 example, got 0")),
        (LandscapeRequest, {"max_examples": 0}, ("/max_examples", "at least 1 example, got 0")),
        (PredictionRequest, {"points": []}, ("/points", "at least 1 point, got 0")),
        (
            PredictionRequest,
            {"point": {"coefficients": []}},
            ("/point/coefficients", "at least 1 coefficient, got 0"),
        ),
        (
            PredictionRequest,
            {**MEMBER, "early": "yes"},
            ("/early", 'expected true or false, got "yes"'),
        ),
        (RunPatch, {"starred": "yes"}, ("/starred", 'expected true or false, got "yes"')),
        (RunPatch, {"archived": 1}, ("/archived", "expected true or false, got 1")),
        (RunQuery, {"starred": "yes"}, ("/starred", 'expected true or false, got "yes"')),
        (DeepEnsembleOptions, {"members": 1}, ("/members", "at least 2 members, got 1")),
        (PredictionRequest, {**MEMBER, "examples": [-1]}, ("/examples/0", "at least 0, got -1")),
        (
            PredictionRequest,
            {**MEMBER, "examples": "all"},
            ("/examples", 'expected a whole number or a list, got "all"'),
        ),
        (LandscapeRequest, {"resolution": 200}, ("/resolution", "at most 129, got 200")),
        (LandscapeRequest, {"resolution": [5, 200]}, ("/resolution/1", "at most 129, got 200")),
        (
            LandscapeRequest,
            {"resolution": 33.5},
            ("/resolution", "expected a whole number or a list, got 33.5"),
        ),
        (
            LandscapeRequest,
            {"split": "validation"},
            ("/split", 'expected test or train, got "validation"'),
        ),
        (
            RunPatch,
            {"name": "a\0b"},
            ("/name", 'expected text without the character NUL, got "a\\u0000b"'),
        ),
        (
            RunPatch,
            {"tags": ["a"] * 21},
            ("/tags", "at most 20 tags, got 21"),
        ),
        (
            Recipe,
            {**RECIPE, "options": {"budget": 100}},
            ("/options/budget", "at most 10, got 100"),
        ),
        (
            Recipe,
            {**RECIPE, "surprise": 1},
            ("/surprise", "there is no field of this name"),
        ),
    ],
)
def test_fault_is_one_and_points_into_the_request(
    kind: type[Contract], sent: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert found(kind, sent) == [expected]


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Of every value inside."""
    yield path
    inside = value.items() if isinstance(value, dict) else ()
    inside = list(enumerate(value))[:2] if isinstance(value, list) else inside
    for word, part in inside:
        yield from places(part, (*path, word))


def replaced(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


def leads_into(pointer: str, sent: Any) -> bool:
    """Whether the pointer names a value that was sent, or one that is missing beside such."""
    words = [w.replace("~1", "/").replace("~0", "~") for w in pointer.split("/")[1:]]
    for number, word in enumerate(words):
        if isinstance(sent, dict):
            if word not in sent:
                return number == len(words) - 1
            sent = sent[word]
        elif isinstance(sent, list) and word.isdigit():
            if int(word) >= len(sent):
                return number == len(words) - 1
            sent = sent[int(word)]
        else:
            return False
    return True


@pytest.mark.parametrize(("kind", "valid"), VALID)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_fault_of_every_request_is_plain(
    kind: type[Contract], valid: dict[str, Any], data: st.DataObject
) -> None:
    kind.model_validate(valid)
    place = data.draw(st.sampled_from(list(places(valid))[1:]))
    junk = data.draw(JUNK)
    for sent in (replaced(valid, place, junk), {**valid, "surprise": junk}):
        try:
            kind.model_validate(sent)
        except ValidationError as error:
            for fault in faults_of(error, sent):
                assert leads_into(fault.pointer, sent), fault
                assert not FORBIDDEN.search(fault.detail), fault
                assert "another value" not in fault.detail, fault


@pytest.mark.parametrize("entry", [*METHODS.values(), *NETWORKS.values()], ids=lambda e: e.name)
def test_every_option_is_refused_in_words(entry: Any) -> None:
    for name in entry.options.model_fields:
        for wrong in ("many", [[]], -1, 1e12, {}):
            try:
                entry.options.model_validate({name: wrong})
            except ValidationError as error:
                for fault in faults_of(error, {name: wrong}):
                    assert not FORBIDDEN.search(fault.detail), fault
                    assert "another" not in fault.detail, fault
