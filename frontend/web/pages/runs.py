"""The page that lists all runs."""

from dash import dcc, html
from dash.development.base_component import Component

from frontend.web.components.runs_filters import runs_filters
from frontend.web.components.runs_panel import delete_dialog, runs_panel
from frontend.web.components.runs_table import runs_table
from frontend.web.runs_ids import RunsIds

HIDDEN = {"display": "none"}


def layout(**_query: str) -> Component:
    """Filters above the table, the chosen run beside it."""
    return html.Div(
        [
            _head(),
            html.Section([runs_table(), _empty(), _nothing()], className="card runs-table"),
            runs_panel(),
            delete_dialog(),
            dcc.Store(id=RunsIds.SELECTED),
            dcc.Store(id=RunsIds.TO_DELETE),
        ],
        className="runs-page",
    )


def _head() -> Component:
    return html.Div(
        [
            html.H1("Runs"),
            runs_filters(),
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
