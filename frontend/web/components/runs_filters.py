"""What narrows the list of runs, and whether it lists runs or groups of them."""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from backend.contracts.catalog import DATASETS, METHODS, NETWORKS, Entry
from backend.contracts.runs import JobPhase
from frontend.web.ids.runs import RunsIds

ANY = "any"
LONGEST = 200
"""Characters of what is searched for."""
RUNS, GROUPS = "runs", "groups"


def view_choice(view: str = RUNS) -> Component:
    views = [
        {"value": RUNS, "label": "Every run"},
        {"value": GROUPS, "label": "Grouped by all but seed"},
    ]
    return html.Div(
        dmc.SegmentedControl(id=RunsIds.VIEW, data=views, value=view, size="xs"),
        className="runs-views",
    )


def runs_filters(said: Mapping[str, str] = {}) -> Component:
    """The filters as the address says them; what it says in a way of its own is left out."""

    def text(name: str) -> str:
        return said.get(name, "")[:LONGEST]

    return html.Div(
        [
            _phase(said.get("phase")),
            _query(text("query")),
            _entries(RunsIds.METHOD, METHODS, "Any method", "Method", text("method")),
            _entries(RunsIds.NETWORK, NETWORKS, "Any network", "Network", text("network")),
            _entries(RunsIds.DATASET, DATASETS, "Any data", "Data set", text("dataset")),
            _tags(text("tag")),
            _check(RunsIds.STARRED, "Starred", said.get("starred")),
            _check(RunsIds.ARCHIVED, "Archived", said.get("archived")),
        ],
        className="runs-filters",
        role="search",
    )


def _check(id_: str, label: str, said: str | None) -> Component:
    return dmc.Checkbox(id=id_, label=label, size="xs", radius="xs", checked=said == "true")


def _tags(said: str) -> Component:
    """The browser brings the tags in use; the one of the address stands before that."""
    data = [{"value": said, "label": said}] if said else []
    return _select(
        RunsIds.TAG, data, "Any tag", "Tag", value=said or None, nothingFoundMessage="No tag yet"
    )


def _phase(said: str | None) -> Component:
    value = said if said in set(JobPhase) else ANY
    phases = [{"value": phase.value, "label": phase.value.capitalize()} for phase in JobPhase]
    return html.Div(
        dmc.SegmentedControl(
            id=RunsIds.PHASE, data=[{"value": ANY, "label": "All"}, *phases], value=value, size="xs"
        ),
        className="runs-phases",
    )


def _entries(
    id_: str, entries: Mapping[str, Entry], anything: str, label: str, said: str
) -> Component:
    """A name that is not in the catalog is one of another: it filters, too."""
    data = [{"value": entry.name, "label": entry.title} for entry in entries.values()]
    if said and said not in entries:
        data.append({"value": said, "label": said})
    return _select(id_, data, anything, label, value=said or None)


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


def _query(said: str) -> Component:
    return dmc.TextInput(
        id=RunsIds.QUERY,
        value=said,
        placeholder="Name, notes or id",
        debounce=250,
        size="xs",
        attributes={"input": {"aria-label": "Search by name, notes or id", "type": "search"}},
    )
