"""What any released version has stored stays readable, whatever today's catalog knows of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from backend.contracts.recipes import Recipe
from backend.contracts.run_groups import RunGroupQuery
from backend.contracts.runs import JobPhase, RunPatch, RunQuery
from backend.contracts.stored_recipes import NotKnownHere
from backend.store import (
    database as databases,
)
from backend.store import (
    evaluations,
    jobs,
    landscapes,
    previews,
    reconciler,
    run_groups,
    run_pages,
    runs,
)
from backend.store.database import Database, migrate
from tests.backend.foreign_recipes import FOREIGN, KNOWN
from tests.backend.store.stories import epoch_result, preview

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
SCRIPTS = Config()
SCRIPTS.set_main_option("script_location", str(Path(databases.__file__).parent / "migrations"))
REVISIONS = [script.revision for script in ScriptDirectory.from_config(SCRIPTS).walk_revisions()]
RECIPES = [KNOWN, *(recipe for recipe, _ in FOREIGN.values())]
MAP = {
    "plane": {"kind": "disc", "vertices": None},
    "resolution": 301,
    "margin": 9.0,
    "split": "validation",
    "metrics": ["loss", "sharpness"],
    "max_examples": None,
    "precision": "float8",
    "surprise": 1,
}
GEOMETRY = {**preview(1).geometry.model_dump(mode="json"), "random_axes": ["z"], "surprise": 1}
EMPTY = {"integer": 0, "boolean": False, "datetime": MOMENT}


def stored(connection: sa.Connection, table: str, **values: Any) -> None:
    """A row of the schema as it is; what is needed and not given is empty."""
    columns = sa.Table(table, sa.MetaData(), autoload_with=connection)
    row = {
        c.name: values.get(c.name, _empty(c))
        for c in columns.c
        if c.name in values or not (c.nullable or c.autoincrement is True or c.name == "number")
    }
    connection.execute(columns.insert().values(row))


def _empty(column: sa.Column[Any]) -> Any:
    kind = column.type.python_type
    return {int: 0, bool: False, str: "", datetime: MOMENT}.get(kind, {})


def fill(connection: sa.Connection) -> None:
    """A run of each recipe in each phase, with all that belongs to one."""
    tables = sa.inspect(connection).get_table_names()
    for number, (recipe, phase) in enumerate((r, p) for p in JobPhase for r in RECIPES):
        run = f"{number:012d}"
        named = {name: recipe[name] for name in ("dataset", "network", "method")}
        failure = {"kind": "cosmic", "sentence": "A ray came.", "surprise": 1}
        failed = {"failure": failure} if phase is JobPhase.FAILED else {}
        stored(
            connection,
            "runs",
            number=number + 1,
            id=run,
            name=f"run {number}",
            recipe=recipe,
            phase=phase.value,
            recipe_hash=f"{number:064d}",
            **named,
            **failed,
        )
        result = {**epoch_result(1).model_dump(mode="json"), "surprise": 1}
        stored(connection, "epochs", run_id=run, epoch=1, result=result)
        stored(
            connection,
            "landscapes",
            number=number + 1,
            id=f"{number:012x}aa"[-12:],
            run_id=run,
            request=MAP,
            phase="completed",
            geometry=GEOMETRY,
        )
        if "previews" in tables:
            seen = {**preview(1).model_dump(mode="json"), "surprise": 1}
            stored(connection, "previews", run_id=run, epoch=1, preview=seen)
        if "evaluations" in tables:
            found = {"total_sets": 3, "sets": [], "missing": ["a set"], "surprise": 1}
            stored(connection, "evaluations", run_id=run, phase="completed", result=found)


@pytest.fixture(params=REVISIONS, scope="module")
def released(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[Database]:
    """A database that a release has filled, and that was migrated since."""
    path = tmp_path_factory.mktemp("released") / "paysage.sqlite3"
    database = Database(f"sqlite:///{path}")
    migrate(database, request.param)
    with database.engine.begin() as connection:
        fill(connection)
    migrate(database)
    yield database
    database.close()


def test_every_run_is_listed_as_it_was_written(released: Database) -> None:
    with released.read() as session:
        page = runs.page(session, RunQuery(page_size=200, sort="created_at"))
    assert page.total == len(RECIPES) * len(JobPhase)
    for run, recipe in zip(page.items, RECIPES * len(JobPhase), strict=True):
        written = run.recipe.model_dump(mode="json")
        assert {name: written[name] for name in ("dataset", "network", "method", "epochs")} == {
            name: recipe[name] for name in ("dataset", "network", "method", "epochs")
        }
        assert recipe["options"].items() <= written["options"].items()
        assert recipe.get("surprise") == written.get("surprise")


def test_what_is_not_known_is_marked(released: Database) -> None:
    marks = [[], *([mark] for _, mark in FOREIGN.values())]
    with released.read() as session:
        page = runs.page(session, RunQuery(page_size=200, sort="created_at"))
        groups = run_groups.groups(session, RunGroupQuery(page_size=200))
    assert [run.unknown for run in page.items] == marks * len(JobPhase)
    assert isinstance(page.items[0].recipe, Recipe)
    assert {tuple(group.unknown) for group in groups.items} <= {tuple(mark) for mark in marks}


def test_runs_are_found_by_names_that_are_gone(released: Database) -> None:
    with released.read() as session:
        names = run_pages.names(session)
        found = runs.page(session, RunQuery(dataset="tiles"))
    assert names.dataset == ["mnist", "tiles"]
    assert names.method == ["bezier", "two_lines_pilot"]
    assert found.total == len(JobPhase)


def test_what_belongs_to_a_run_is_read(released: Database) -> None:
    with released.read() as session:
        for run in runs.page(session, RunQuery(page_size=200)).items:
            assert [epoch.epoch for epoch in runs.epochs(session, run.id)] == [1]
            (landscape,) = landscapes.list_of_run(session, run.id)
            assert landscape.request.sides == (301, 301)
            assert set(landscape.values) == {"loss", "sharpness"}
            assert '"split":"validation"' in landscape.model_dump_json()
            with pytest.raises(NotKnownHere, match="plane/kind"):
                landscape.request.requested()
            assert [one.epoch for one in previews.of_run(session, run.id)] in ([], [1])
            evaluation = evaluations.get(session, run.id)
            assert evaluation is None or evaluation.result.missing == {"a set": "a set"}
            if run.phase is JobPhase.FAILED:
                assert run.failure is not None
                assert run.failure.kind.value == "cosmic"
                assert not run.failure.kind.is_ours


def test_a_queued_run_is_claimed_and_refused_when_it_is_computed(released: Database) -> None:
    with released.write() as session:
        reconciler.reconcile(session)
        queued = runs.page(session, RunQuery(phase=JobPhase.QUEUED, dataset="tiles")).items
    for run in queued:
        with released.write() as session:
            claim = jobs.claim_run(session, run.id, "worker", 60)
        assert claim is not None
        with pytest.raises(NotKnownHere, match='the data set "tiles"'):
            claim.run.known_recipe()
        with released.write() as session:
            jobs.release_run(session, claim)


def test_runs_are_renamed_and_deleted(released: Database) -> None:
    with released.write() as session:
        for run in runs.page(session, RunQuery(phase=JobPhase.CANCELLED, page_size=200)).items:
            changed = runs.patch(session, run.id, RunPatch(name=" "))
            assert changed is not None
            assert run.recipe.method in changed.name or changed.name.startswith("Curve, ")
            runs.delete(session, run.id)
        left = runs.page(session, RunQuery(phase=JobPhase.CANCELLED))
    assert left.total == 0
