"""The address of a view: what is written is read again, and nothing that is read breaks it."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.frontend.web.node import NODE

CODEC = Path(__file__).parent / "scripts" / "view_url.js"


def codec(batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of every {view} or {text}: text, view as read again, keys ignored, text written again."""
    run = subprocess.run(
        [NODE, CODEC],
        input=json.dumps(batch),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    answers: list[dict[str, Any]] = json.loads(run.stdout)
    return answers


def decimals(low: int, high: int) -> st.SearchStrategy[float]:
    """Numbers with at most four decimals, as the address holds them."""
    return st.integers(low * 10_000, high * 10_000).map(lambda value: value / 10_000)


def mixtures() -> st.SearchStrategy[list[float]]:
    """Coefficients that sum to one, negative ones and zeros among them."""
    firsts = st.lists(st.integers(-10_000, 10_000) | st.just(0), min_size=1, max_size=8)
    return firsts.map(lambda parts: [p / 10_000 for p in (*parts, 10_000 - sum(parts))])


PART = decimals(0, 1)
WORD = st.from_regex(r"\A[a-z][a-z0-9_-]{0,39}\Z")
PLACE = st.one_of(
    st.fixed_dictionaries({"t": PART}),
    st.fixed_dictionaries({"walk": PART}),
    st.fixed_dictionaries({"rim": PART}),
    st.fixed_dictionaries({"along": decimals(-1000, 1000)}),
    st.fixed_dictionaries({"member": st.integers(0, 511)}),
    st.fixed_dictionaries(
        {"sigma": st.lists(decimals(-5, 5), min_size=1, max_size=6)},
        optional={"cloud": st.integers(1, 512)},
    ),
    st.fixed_dictionaries({"mix": mixtures()}),
    st.fixed_dictionaries(
        {"xy": st.tuples(decimals(-1000, 1000), decimals(-1000, 1000)).map(list)},
        optional={"map": st.from_regex(r"\A[0-9a-f]{12}\Z")},
    ),
)
INDEX = st.integers(0, 10**9 - 1)
VIEW = st.fixed_dictionaries(
    {},
    optional={
        "place": PLACE,
        "metric": WORD,
        "view": st.just("3d"),
        "order": WORD,
        "images": st.lists(INDEX, min_size=1, max_size=24),
        "image": INDEX,
        "subject": st.just("chosen") | st.integers(0, 9999).map(lambda label: f"class{label}"),
        "face": st.lists(st.integers(0, 511), min_size=3, max_size=3, unique=True),
        "a": PLACE,
        "b": PLACE,
        "basket": st.lists(PLACE, min_size=1, max_size=64),
        "sample": st.fixed_dictionaries(
            {"count": st.integers(1, 64), "concentration": decimals(1, 20)}
        ),
        "set": WORD,
        "disturb": WORD,
    },
)
KEYS = st.sampled_from(["t", "mix", "xy", "sigma", "a", "basket", "face", "image", "v", "subject"])
BROKEN = st.lists(st.tuples(KEYS, st.text(max_size=20)), max_size=6).map(
    lambda pairs: "&".join(f"{key}={text}" for key, text in pairs)
)
ONE_PROCESS = settings(
    max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@ONE_PROCESS
@given(st.lists(VIEW, min_size=40, max_size=40))
def test_every_view_comes_back_from_its_address(views: list[dict[str, Any]]) -> None:
    for view, answer in zip(views, codec([{"view": view} for view in views]), strict=True):
        assert answer["view"] == view, answer["text"]
        assert answer["ignored"] == []


@ONE_PROCESS
@given(st.lists(st.text(max_size=60) | BROKEN, min_size=40, max_size=40))
def test_whatever_is_read_is_written_and_read_alike(texts: list[str]) -> None:
    for answer in codec([{"text": text} for text in texts]):
        assert codec_free(answer["again"])
        assert len(answer["ignored"]) <= answer["text"].count("&") + 1
    again = codec([{"text": answer["again"]} for answer in codec([{"text": t} for t in texts])])
    assert all(answer["again"] == answer["text"] and not answer["ignored"] for answer in again)


def codec_free(text: str) -> bool:
    """Nothing that an address would escape once more."""
    return " " not in text and "#" not in text


def test_an_address_reads_well() -> None:
    view = {
        "place": {"t": 0.371234},
        "metric": "accuracy",
        "order": "wrong",
        "image": 247,
        "subject": "class3",
        "face": [0, 2, 4],
        "a": {"mix": [0.5, 0, 0.5]},
        "basket": [{"t": 0.25}, {"xy": [1.5, -2]}],
    }
    [answer] = codec([{"view": view}])
    assert answer["text"] == (
        "t=0.3712&metric=accuracy&order=wrong&image=247&subject=class3&face=0-2-4"
        "&a=mix:0.5,,0.5&basket=t:0.25;xy:1.5,-2"
    )


@pytest.mark.parametrize(
    ("text", "ignored"),
    [
        ("t=2", ["t"]),
        ("mix=0.5,0.2", ["mix"]),
        ("xy=1", ["xy"]),
        ("face=1-1-2", ["face"]),
        ("a=t", ["a"]),
        ("a=constructor:1", ["a"]),
        ("utm=x&metric=loss", ["utm"]),
        ("t=0.5&member=3", ["member"]),
        ("v=2&t=0.5", ["v"]),
        ("v=1&t=0.5", []),
    ],
)
def test_what_is_not_understood_is_named(text: str, ignored: list[str]) -> None:
    [answer] = codec([{"text": text}])
    assert answer["ignored"] == ignored
