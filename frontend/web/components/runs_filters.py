"""What narrows the list of runs: phase, method and a few words."""

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from backend.contracts.catalog import METHODS
from backend.contracts.runs import JobPhase
from frontend.web.runs_ids import RunsIds

ANY = "any"


def runs_filters() -> Component:
    return html.Div(
        [_phase(), _method(), _query(), html.Span(id=RunsIds.COUNT, className="muted")],
        className="runs-filters",
        role="search",
    )


def _phase() -> Component:
    phases = [{"value": phase.value, "label": phase.value.capitalize()} for phase in JobPhase]
    return html.Div(
        dmc.SegmentedControl(
            id=RunsIds.PHASE, data=[{"value": ANY, "label": "All"}, *phases], value=ANY, size="xs"
        ),
        className="runs-phases",
    )


def _method() -> Component:
    methods = [{"value": entry.name, "label": entry.title} for entry in METHODS.values()]
    return dmc.Select(
        id=RunsIds.METHOD,
        data=methods,
        clearable=True,
        placeholder="Any method",
        size="xs",
        attributes={"input": {"aria-label": "Method"}},
    )


def _query() -> Component:
    return dmc.TextInput(
        id=RunsIds.QUERY,
        placeholder="Name, notes or id",
        debounce=250,
        size="xs",
        attributes={"input": {"aria-label": "Search by name, notes or id", "type": "search"}},
    )
