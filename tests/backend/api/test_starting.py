"""Runs that start from one trained network: refused by name where it does not fit, else queued."""

from typing import Any

import pytest

from backend.contracts.runs import Run
from backend.store.artifacts import Artifacts
from backend.store.database import Database
from tests.backend.people import Person
from tests.backend.trainings import completed, ended, queued, recipe

METHODS = ("line", "spro", "snapshot", "swag")
IMPORTED: dict[str, Any] = {"method": "imported", "options": {"sha256": "0" * 64}}
KNOWN: dict[str, Any] = {**IMPORTED, "options": {"sha256": "0" * 64, "procedure_known": True}}


@pytest.fixture(scope="module")
def trained(database: Database, artifacts: Artifacts) -> dict[str, Run]:
    return {
        "ensemble": queued(database, method="deep_ensemble", options={"members": 3}),
        "snapshots": queued(database, method="snapshot", options={"keep": 2}),
        "imported": completed(database, artifacts, **IMPORTED),
        "cloud": queued(database, method="swag"),
        "wide": queued(database, method="single", network_options={"width": 300}),
        "photographs": queued(database, method="single", dataset="cifar10"),
        "failed": ended(database, queued(database, method="single")),
    }


def start(person: Person, method: str, run: str, member: int = 0, **options: Any) -> Any:
    named = {"start_from": {"run": run, "member": member}, **options}
    return person.post("/runs", json={"recipe": recipe(method, options=named)})


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("name", "member", "place", "words"),
    [
        ("0123456789ab", 0, "run", "there is no run"),
        ("ensemble", 3, "member", "the members 0 to 2; got 3"),
        ("imported", 1, "member", "the members 0 to 0; got 1"),
        ("cloud", 0, "run", "is a swag; name runs that train separate networks"),
        ("wide", 0, "run", "network_options"),
        ("photographs", 0, "run", "dataset"),
        ("failed", 0, "run", "is failed and has no network"),
    ],
)
def test_a_network_that_does_not_fit_is_refused(
    editor: Person,
    trained: dict[str, Run],
    method: str,
    name: str,
    member: int,
    place: str,
    words: str,
) -> None:
    run = trained[name].id if name in trained else name
    (error,) = start(editor, method, run, member).json()["errors"]
    assert error["pointer"] == f"/recipe/options/start_from/{place}"
    assert words in error["detail"]


@pytest.mark.parametrize("method", METHODS)
def test_a_run_waits_for_the_network_it_starts_from(
    editor: Person, trained: dict[str, Run], method: str
) -> None:
    for name, waits in (("ensemble", True), ("snapshots", True), ("imported", False)):
        run = start(editor, method, trained[name].id, budget=0.05).json()
        assert run["waits_for"] == ([trained[name].id] if waits else [])


def test_imported_networks_are_joined_like_others(editor: Person, database: Database) -> None:
    ends = [{"run": queued(database, **IMPORTED).id} for _ in range(2)]
    answer = editor.post(
        "/runs", json={"recipe": recipe("curve_between", options={"end_points": ends})}
    )
    assert answer.status_code == 201
    assert answer.json()["waits_for"] == [end["run"] for end in ends]


def test_only_a_known_procedure_is_compared(
    editor: Person, database: Database, artifacts: Artifacts
) -> None:
    ensemble = completed(database, artifacts, method="deep_ensemble", epochs=11)
    known = completed(database, artifacts, **KNOWN, epochs=11)
    unknown = completed(database, artifacts, **IMPORTED, epochs=11)
    for run, reference in ((known, ensemble.id), (unknown, None)):
        assert editor.get(f"/runs/{run.id}").json()["reference"] == reference
        further = start(editor, "line", run.id).json()
        assert further["reference"] == reference
