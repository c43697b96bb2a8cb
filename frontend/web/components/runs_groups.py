"""The table of groups: runs whose recipes differ by the seed alone."""

from collections.abc import Mapping
from typing import Any

from dash.development.base_component import Component

from backend.contracts.base import Contract
from backend.contracts.catalog import DATASETS, METHODS, NETWORKS, Entry
from backend.contracts.recipes import Training
from frontend.web.components.runs_table import column, grid, titles
from frontend.web.ids.runs import RunsIds

TITLES = {"method": titles(METHODS), "network": titles(NETWORKS), "dataset": titles(DATASETS)}


def groups_table() -> Component:
    return grid(RunsIds.GROUPS_GRID, group_columns(), "params.data.group")


def group_columns() -> list[dict[str, Any]]:
    """The ids of all but the first are the service's words for sorting."""
    largest = {"sortable": True, "sortingOrder": ["desc", "asc", None]}
    smallest = {"sortable": True, "sortingOrder": ["asc", "desc", None]}
    shown = {"titles": TITLES, "defaults": defaults()}
    seeds = "Trained repeats that the means are over, each with a seed of its own."
    mean = "Mean over the seeds ± its standard uncertainty s/√n, on the test split"
    return [
        column("group", "Recipe", "RunsGroup", 260, flex=1, minWidth=150, cellRendererParams=shown),
        column("runs", "Runs", "RunsGroupRuns", 130, **largest),
        column("n", "n (seeds)", "RunsGroupSeeds", 150, headerTooltip=seeds, **largest),
        column(
            "accuracy",
            "Accuracy, mean",
            "RunsGroupAccuracy",
            144,
            headerTooltip=f"{mean}; per cent.",
            **largest,
        ),
        column(
            "nll",
            "NLL, mean, nats",
            "RunsGroupNll",
            150,
            headerTooltip=f"{mean}; nats.",
            **smallest,
        ),
        column(
            "created_at",
            "Newest",
            "RunsGroupNewest",
            100,
            sortable=True,
            sort="desc",
            sortingOrder=["asc", "desc"],
        ),
    ]


def defaults() -> dict[str, Any]:
    """What every option is left at, as a recipe has them."""
    return {
        "options": _of_entries(METHODS),
        "network_options": _of_entries(NETWORKS),
        "dataset_options": _of_entries(DATASETS),
        "training": _of(Training),
    }


def _of_entries(entries: Mapping[str, Entry]) -> dict[str, dict[str, Any]]:
    return {name: _of(entry.options) for name, entry in entries.items()}


def _of(model: type[Contract]) -> dict[str, Any]:
    """Without those that must be said, and those that a recipe leaves out while they are usual."""
    return model.model_construct().model_dump(mode="json")
