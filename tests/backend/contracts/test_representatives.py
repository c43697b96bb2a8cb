"""Who stands for a family, and what was stored when another network did."""

import pytest

from backend.contracts.catalog import Family
from backend.contracts.families import MIDDLE
from backend.contracts.quality import Rows
from backend.contracts.representatives import FORMER, formerly, representative


def test_every_family_but_separate_networks_has_one() -> None:
    assert representative(Family.CURVE) == MIDDLE
    assert {family for family in Family if representative(family) is None} == {Family.MEMBERS}


@pytest.mark.parametrize(
    ("family", "one", "several"),
    [
        (Family.COMPLEX, "centroid", "centroid of the first simplex"),
        (Family.GAUSSIAN, "centre of the cloud", "centre of the first cloud"),
    ],
)
def test_several_parts_are_told_from_one(family: Family, one: str, several: str) -> None:
    found = [representative(family, parts) for parts in (1, 3)]
    assert [who and who.words for who in found] == [one, several]


@pytest.mark.parametrize(
    ("method", "who"),
    [
        ("bezier", FORMER),
        ("curve_between", FORMER),
        ("chain", FORMER),
        ("line", MIDDLE),
        ("simplex", representative(Family.SIMPLEX)),
        ("swag", representative(Family.GAUSSIAN)),
        ("deep_ensemble", None),
        ("of another version", None),
    ],
)
def test_only_bent_curves_were_represented_by_another_network(method: str, who: object) -> None:
    assert formerly(method) == who


def test_rows_that_were_stored_under_the_former_name_are_read() -> None:
    stored = Rows[float].model_validate_json('{"subspace": 1, "centroid": 2, "vertex": 3}')
    assert stored == Rows[float](subspace=1, representative=2, vertex=3)
    assert Rows[float].model_validate(stored.model_dump(mode="json")) == stored
