"""What narrows the list of runs, and whether it lists runs or groups of them."""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from backend.contracts.catalog import DATASETS, METHODS, NETWORKS, Entry
from backend.contracts.runs import JobPhase
from frontend.web.runs_ids import RunsIds

ANY = "any"
RUNS, GROUPS = "runs", "groups"


def view_choice() -> Component:
    views = [
        {"value": RUNS, "label": "Every run"},
        {"value": GROUPS, "label": "Grouped by all but seed"},
    ]
    return html.Div(
        dmc.SegmentedControl(id=RunsIds.VIEW, data=views, value=RUNS, size="xs"),
        className="runs-views",
    )


def runs_filters() -> Component:
    return html.Div(
        [
            _phase(),
            _query(),
            _entries(RunsIds.METHOD, METHODS, "Any method", "Method"),
            _entries(RunsIds.NETWORK, NETWORKS, "Any network", "Network"),
            _entries(RunsIds.DATASET, DATASETS, "Any data", "Data set"),
            _select(RunsIds.TAG, [], "Any tag", "Tag", nothingFoundMessage="No tag yet"),
            dmc.Checkbox(id=RunsIds.STARRED, label="Starred", size="xs", radius="xs"),
            dmc.Checkbox(id=RunsIds.ARCHIVED, label="Archived", size="xs", radius="xs"),
        ],
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


def _entries(id_: str, entries: Mapping[str, Entry], anything: str, label: str) -> Component:
    data = [{"value": entry.name, "label": entry.title} for entry in entries.values()]
    return _select(id_, data, anything, label)


def _select(
    id_: str, data: list[dict[str, str]], anything: str, label: str, **more: Any
) -> Component:
    return dmc.Select(
        id=id_,
        data=data,
        clearable=True,
        placeholder=anything,
        size="xs",
        attributes={"input": {"aria-label": label}},
        comboboxProps={"width": "max-content", "position": "bottom-start"},
        **more,
    )


def _query() -> Component:
    return dmc.TextInput(
        id=RunsIds.QUERY,
        placeholder="Name, notes or id",
        debounce=250,
        size="xs",
        attributes={"input": {"aria-label": "Search by name, notes or id", "type": "search"}},
    )
