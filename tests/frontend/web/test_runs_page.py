"""The list of runs: its columns, what can be done with a run, and a run's details."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest

from backend.contracts.catalog import METHODS
from backend.contracts.recipes import Recipe
from backend.contracts.run_groups import RunGroupQuery
from backend.contracts.runs import (
    Failure,
    FailureKind,
    JobPhase,
    Progress,
    Run,
    RunFigures,
    RunQuery,
)
from backend.contracts.stored_recipes import read_recipe
from frontend.web.callbacks.runs import HIDDEN, SHOWN, actions_of, show_run
from frontend.web.components.run_detail import run_detail
from frontend.web.components.runs_groups import defaults, group_columns
from frontend.web.components.runs_table import ROWS_PER_PAGE, columns
from frontend.web.ids.runs import RunsIds
from frontend.web.pages.runs import layout
from tests.backend.foreign_recipes import FOREIGN

CREATED = datetime(2026, 3, 1, 12, tzinfo=UTC)


def make_run(phase: JobPhase = JobPhase.COMPLETED, **changes: Any) -> Run:
    run = Run(
        id="0123456789ab",
        name="Curve, MLP on MNIST",
        recipe=Recipe(dataset="mnist", network="mlp", method="bezier", seed=4),
        phase=phase,
        progress=None,
        attempt=1,
        failure=None,
        waits_for=[],
        queue_position=None,
        cancel_requested=False,
        created_at=CREATED,
        started_at=CREATED,
        finished_at=CREATED + timedelta(seconds=42) if phase.terminal else None,
        owner="marie",
        tags=[],
        notes="",
        starred=False,
        archived=False,
        retry_of=None,
        reference=None,
    )
    return run.model_copy(update=changes)


def text_of(parts: Any) -> str:
    return json.dumps(parts, default=lambda part: part.to_plotly_json(), ensure_ascii=False)


def offered_orders(columns: list[dict[str, Any]]) -> set[str]:
    """In the service's words."""
    offered = set()
    for column in columns:
        orders = column.get("sortingOrder", []) if column.get("sortable") else []
        offered |= {column["colId"] for order in orders if order == "asc"}
        offered |= {f"-{column['colId']}" for order in orders if order == "desc"}
    return offered


def test_sortable_columns_are_those_the_service_sorts_by() -> None:
    words = get_args(RunQuery.model_fields["sort"].annotation)
    assert offered_orders(columns()) == set(words)


def test_the_newest_run_comes_first() -> None:
    assert [c["colId"] for c in columns() if c.get("sort") == "desc"] == ["created_at"]
    assert RunQuery().sort == "-created_at"


def test_a_block_of_rows_is_one_page_of_the_service() -> None:
    assert RunQuery(page_size=ROWS_PER_PAGE).page_size == ROWS_PER_PAGE


@pytest.mark.parametrize(
    ("phase", "possible"),
    [
        (JobPhase.QUEUED, {RunsIds.CANCEL}),
        (JobPhase.RUNNING, {RunsIds.CANCEL}),
        (JobPhase.COMPLETED, {RunsIds.DELETE}),
        (JobPhase.FAILED, {RunsIds.RETRY, RunsIds.DELETE}),
        (JobPhase.CANCELLED, {RunsIds.RETRY, RunsIds.DELETE}),
    ],
)
def test_what_can_be_done_follows_from_the_phase(phase: JobPhase, possible: set[RunsIds]) -> None:
    always = {RunsIds.OPEN, RunsIds.AGAIN, RunsIds.STAR, RunsIds.ARCHIVE}
    assert actions_of(make_run(phase)) == possible | always


def test_a_run_that_is_being_cancelled_is_not_cancelled_twice() -> None:
    run = make_run(JobPhase.RUNNING, cancel_requested=True)
    assert RunsIds.CANCEL not in actions_of(run)
    assert "being cancelled" in text_of(run_detail(run))


def test_a_failed_run_shows_sentence_log_and_recipe() -> None:
    failure = Failure(kind=FailureKind.DIVERGED, sentence="The loss is not finite.", log_tail="end")
    text = text_of(run_detail(make_run(JobPhase.FAILED, failure=failure)))
    assert "The loss is not finite." in text
    assert '"end"' in text
    assert "bezier" in text
    assert '"open": true' in text


@pytest.mark.parametrize(("known", "shown"), [(True, 1), (False, 2)])
def test_of_a_brought_network_is_said_what_nobody_knows(known: bool, shown: int) -> None:
    options = {"sha256": "0" * 64, "procedure_known": known}
    run = make_run()
    recipe = run.recipe.model_copy(update={"method": "imported", "options": options})
    text = text_of(run_detail(run.model_copy(update={"recipe": recipe})))
    assert text.count("not known") == shown


def test_a_waiting_run_links_to_what_it_waits_for() -> None:
    text = text_of(run_detail(make_run(JobPhase.QUEUED, waits_for=["a" * 12])))
    assert f"/explore/{'a' * 12}" in text


def test_a_running_run_says_how_far_it_is() -> None:
    progress = Progress(
        step=100,
        total_steps=1407,
        epoch=0,
        total_epochs=3,
        member=None,
        loss=0.5,
        learning_rate=0.1,
        gradient_evaluations=12_800,
        seconds=2.0,
        seconds_left=26.0,
    )
    text = text_of(run_detail(make_run(JobPhase.RUNNING, progress=progress)))
    assert "Step 100 of 1,407, epoch 0 of 3 done, training loss 0.5000 nats." in text


def test_text_of_users_stays_text() -> None:
    name = "<script>alert(1)</script>"
    parts = run_detail(make_run(name=name))
    assert text_of(parts).count(f'"children": "{name}"') == 1


def test_same_again_takes_the_next_seed() -> None:
    shown = show_run(make_run().model_dump(mode="json"))
    assert shown["again"] == "/launch?from=0123456789ab&seed=next"
    assert shown["open"] == "/explore/0123456789ab"
    assert shown["shown"][RunsIds.DELETE] == SHOWN
    assert shown["shown"][RunsIds.CANCEL] == HIDDEN


def test_a_star_and_the_archive_can_be_left_again() -> None:
    plain = show_run(make_run().model_dump(mode="json"))
    assert (plain["star"], plain["archive"]) == ("Star", "Archive")
    put_away = show_run(make_run(starred=True, archived=True).model_dump(mode="json"))
    assert (put_away["star"], put_away["archive"]) == ("Remove star", "Take out of archive")


def test_sortable_columns_of_groups_are_those_the_service_sorts_by() -> None:
    words = get_args(RunGroupQuery.model_fields["sort"].annotation)
    assert offered_orders(group_columns()) == set(words)


def test_options_at_their_defaults_are_known_to_the_page() -> None:
    known = defaults()
    for method, entry in METHODS.items():
        required = {n for n, f in entry.options.model_fields.items() if f.is_required()}
        assert set(known["options"][method]) == set(entry.options.model_fields) - required
    recipe = make_run().recipe.model_dump(mode="json")
    assert recipe["options"] == known["options"]["bezier"]
    assert recipe["network_options"] == known["network_options"]["mlp"]
    assert recipe["dataset_options"] == known["dataset_options"]["mnist"]
    assert recipe["training"] == known["training"]


def test_the_address_can_name_a_group() -> None:
    assert '"group": "abc"' in text_of(layout(group="abc"))
    assert text_of(layout()).count('"words"') == 0


def test_nothing_chosen_offers_nothing() -> None:
    shown = show_run(None)
    assert set(map(str, shown["shown"].values())) == {str(HIDDEN)}


def test_details_tell_how_good_a_run_is() -> None:
    figures = RunFigures(
        accuracy=0.9797, accuracy_standard_error=0.0014, nll=0.066, nll_standard_error=0.0036
    )
    text = text_of(run_detail(make_run(figures=figures)))
    assert "97.97 % ± 0.14" in text
    assert "0.0660 ± 0.0036 nats" in text
    bare = figures.model_copy(update={"nll": None, "accuracy_standard_error": None})
    text = text_of(run_detail(make_run(figures=bare)))
    assert '"97.97 %"' in text
    assert "NLL" not in text
    assert "accuracy" not in text_of(run_detail(make_run(JobPhase.CANCELLED)))


@pytest.mark.parametrize("case", FOREIGN)
def test_a_run_of_another_catalog_is_shown_as_it_was_written(case: str) -> None:
    recipe, unknown = FOREIGN[case]
    run = make_run(recipe=read_recipe(recipe), unknown=[unknown])
    shown = text_of(show_run(run.model_dump(mode="json"))["detail"])
    assert json.dumps(unknown, ensure_ascii=False)[1:-1] in shown
    assert recipe["method"] in shown or METHODS["bezier"].title in shown
    assert RunsIds.DELETE in actions_of(run)


def test_filters_and_grouping_are_read_from_the_address() -> None:
    said = {"phase": "failed", "method": "swag", "tag": "odd", "query": "a", "starred": "true"}
    page = layout(view="groups", **said)
    parts = {part.id: part for part in page._traverse() if hasattr(part, "id")}
    values = {RunsIds.PHASE: "failed", RunsIds.METHOD: "swag", RunsIds.TAG: "odd"}
    values |= {RunsIds.QUERY: "a", RunsIds.VIEW: "groups", RunsIds.NETWORK: None}
    for name, value in values.items():
        assert parts[name].value == value, name
    assert (parts[RunsIds.STARRED].checked, parts[RunsIds.ARCHIVED].checked) == (True, False)
    assert page.className == "runs-page runs-view-groups"


def test_an_address_that_says_something_else_shows_all_runs() -> None:
    said = {"phase": "new", "starred": "maybe", "view": "pie", "other": "1"}
    parts = {part.id: part for part in layout(**said)._traverse() if hasattr(part, "id")}
    assert (parts[RunsIds.PHASE].value, parts[RunsIds.METHOD].value) == ("any", None)
    assert (parts[RunsIds.STARRED].checked, parts[RunsIds.VIEW].value) == (False, "runs")


def test_names_of_another_catalog_filter_by_the_address_too() -> None:
    page = layout(method="magic")
    parts = {part.id: part for part in page._traverse() if hasattr(part, "id")}
    assert parts[RunsIds.METHOD].value == "magic"
    assert parts[RunsIds.METHOD].data[-1] == {"value": "magic", "label": "magic"}
