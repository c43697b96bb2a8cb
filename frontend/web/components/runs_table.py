"""The table of runs; the browser fills it page by page (`assets/runs/grid.js`)."""

from collections.abc import Mapping
from typing import Any

import dash_ag_grid as dag
from dash.development.base_component import Component

from backend.contracts.catalog import DATASETS, METHODS, NETWORKS, Entry
from frontend.web.runs_ids import RunsIds

ROWS_PER_PAGE = 50
ROW_HEIGHT = 52


def runs_table() -> Component:
    return dag.AgGrid(
        id=RunsIds.GRID,
        rowModelType="infinite",
        columnDefs=columns(),
        defaultColDef={
            "sortable": False,
            "resizable": True,
            "suppressMovable": True,
            "suppressHeaderMenuButton": True,
        },
        getRowId="params.data.id",
        dashGridOptions={
            "theme": "themeQuartz",
            "rowHeight": ROW_HEIGHT,
            "headerHeight": 38,
            "cacheBlockSize": ROWS_PER_PAGE,
            "maxBlocksInCache": 4,
            "maxConcurrentDatasourceRequests": 1,
            "rowSelection": {
                "mode": "singleRow",
                "checkboxes": False,
                "enableClickSelection": True,
            },
            "suppressCellFocus": False,
            "enableCellTextSelection": True,
            "animateRows": False,
            "suppressNoRowsOverlay": True,
        },
        className="runs-grid",
        style={"height": "100%", "width": "100%"},
    )


def columns() -> list[dict[str, Any]]:
    """In the order of the screen; the ids of sortable ones are the service's words for sorting."""
    ascending = {"sortable": True, "sortingOrder": ["asc", None]}
    best_first = {"sortable": True, "sortingOrder": ["desc", "asc", None]}
    both = {"sortable": True, "sortingOrder": ["asc", "desc", None]}
    return [
        _column("starred", "", "RunsStar", 40, resizable=False),
        _column("name", "Name", "RunsName", 200, flex=1, minWidth=150, **both),
        _titled("method", "Method", METHODS, 116, ascending),
        _titled("network", "Network", NETWORKS, 74, {}),
        _titled("dataset", "Data", DATASETS, 70, {}),
        _column("phase", "Phase", "RunsPhase", 150, minWidth=120, **ascending),
        _column("accuracy", "Accuracy", "RunsAccuracy", 120, **best_first),
        _column("nll", "NLL, nats", "RunsNll", 120, **both),
        _column(
            "created_at", "Created", "RunsCreated", 92, sortable=True, sortingOrder=["asc", "desc"]
        )
        | {"sort": "desc"},
        _column("owner", "Owner", "RunsText", 66, field="owner"),
        _column("actions", "", "RunsActions", 78, resizable=False),
    ]


def _column(column: str, title: str, renderer: str, width: int, **more: Any) -> dict[str, Any]:
    shared = {"colId": column, "headerName": title, "cellRenderer": renderer, "width": width}
    return shared | more


def _titled(
    name: str, title: str, entries: Mapping[str, Entry], width: int, more: dict[str, Any]
) -> dict[str, Any]:
    """A column that shows an entry's title instead of its name."""
    titles = {entry.name: entry.title for entry in entries.values()}
    shown = {"field": f"recipe.{name}", "cellRendererParams": {"titles": titles}}
    return _column(name, title, "RunsText", width, **shown, **more)


def _entries(entries: dict[str, Any]) -> list[Entry]:
    return list(entries.values())
