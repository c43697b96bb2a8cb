"""The page that lists all runs."""

from dash import dcc, html
from dash.development.base_component import Component

from frontend.web.components.runs_filters import GROUPS, RUNS, runs_filters, view_choice
from frontend.web.components.runs_groups import groups_table
from frontend.web.components.runs_panel import delete_dialog, runs_panel
from frontend.web.components.runs_table import runs_table
from frontend.web.ids.runs import RunsIds

HIDDEN = {"display": "none"}


def layout(group: str | None = None, **query: str) -> Component:
    """Filters above the table, the chosen run beside it.

    Args:
        group: Hash of a group whose runs alone are listed.
        query: What the filters say; the browser keeps the address at it (`assets/runs/view.js`).
    """
    view = GROUPS if query.get("view") == GROUPS else RUNS
    return html.Div(
        [
            _head(view),
            runs_filters(query),
            html.Section([runs_table(), _empty(), _nothing()], className="card runs-table"),
            html.Section([groups_table(), _no_groups()], className="card runs-table runs-groups"),
            runs_panel(),
            delete_dialog(),
            dcc.Store(
                id=RunsIds.GROUP, data={"group": group, "words": "One recipe"} if group else None
            ),
            dcc.Store(id=RunsIds.SELECTED),
            dcc.Store(id=RunsIds.TO_DELETE),
        ],
        id=RunsIds.PAGE,
        className=f"runs-page runs-view-{view}",
    )


def _head(view: str) -> Component:
    return html.Div(
        [
            html.H1("Runs"),
            view_choice(view),
            html.Span(id=RunsIds.COUNT, className="muted", role="status"),
            html.Button(
                id=RunsIds.GROUP_CHIP, className="button small", type="button", style=HIDDEN
            ),
            dcc.Link("Train another…", href="/launch", className="button filled"),
        ],
        className="runs-head",
    )


def _empty() -> Component:
    return html.Div(
        [
            html.H2("No run yet"),
            html.P(
                "Train one network first: it takes seconds, and its landscape appears by itself."
            ),
            dcc.Link("Launch a training", href="/launch", className="button"),
        ],
        id=RunsIds.EMPTY,
        className="runs-over",
        style=HIDDEN,
    )


def _no_groups() -> Component:
    return html.Div(
        html.P("No run passes these filters, so there is nothing to group."),
        id=RunsIds.GROUPS_NOTHING,
        className="runs-over",
        style=HIDDEN,
    )


def _nothing() -> Component:
    return html.Div(
        [
            html.P("No run passes these filters."),
            html.Button("Clear the filters", id=RunsIds.CLEAR, className="button"),
        ],
        id=RunsIds.NOTHING,
        className="runs-over",
        style=HIDDEN,
    )
