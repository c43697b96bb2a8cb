"""What the entry of a method tells everybody else."""

from typing import Any

import pytest

from backend.contracts.catalog import METHODS, catalog
from backend.contracts.method_entries import Count, count
from backend.contracts.methods import ENSEMBLE, SINGLE

OPTIONS = {"modes": 3, "connectors": 2, "rank": 20, "copies": 5, "start_from": None}


@pytest.mark.parametrize(
    ("number", "options", "expected"),
    [
        (count(1), {}, 1),
        (count("rank", "copies", plus=1), OPTIONS, 6),
        (count("rank", "copies", plus=1, times="modes"), OPTIONS, 18),
        (count("modes", started=1, plus="connectors"), OPTIONS, 5),
        (count("modes", started=1, plus="connectors"), OPTIONS | {"start_from": {}}, 5),
        (count("modes", started=1, plus="connectors"), OPTIONS | {"start_from": {"run": "a"}}, 3),
        (count("modes", started=0), OPTIONS | {"start_from": {"run": "a"}}, 0),
    ],
)
def test_numbers_follow_from_options(number: Count, options: dict[str, Any], expected: int) -> None:
    assert number.of(options) == expected


@pytest.mark.parametrize("name", METHODS)
def test_options_that_an_entry_names_exist(name: str) -> None:
    entry = METHODS[name]
    fields = set(entry.options.model_fields)
    numbers = [entry.published, entry.budgets, entry.before]
    named = {
        what
        for number in numbers
        for what in (*number.least, number.plus, number.times)
        if isinstance(what, str)
    }
    assert named <= fields
    assert set(entry.starts) <= fields
    assert all("start_from" in fields for number in numbers if number.started is not None)


def test_the_page_learns_the_words_of_every_method() -> None:
    said = {entry.name: (entry.noun, entry.networks) for entry in catalog().methods}
    assert said["chain"] == ("chain", "networks on the chain")
    assert said["bezier"] == ("curve", "networks on the curve")
    assert said["fge"] == ("networks", "networks")
    assert said["swa"] == ("averaged network", "networks")
    assert all(noun and networks for noun, networks in said.values())


def test_two_methods_are_what_all_others_are_held_against() -> None:
    assert (SINGLE, ENSEMBLE) == ("single", "deep_ensemble")
