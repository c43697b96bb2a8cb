"""The table of runs; the browser fills it page by page (`assets/runs/grid.js`)."""

from collections.abc import Mapping
from typing import Any

import dash_ag_grid as dag
from dash.development.base_component import Component

from backend.contracts.catalog import DATASETS, METHODS, NETWORKS, Entry
from frontend.web.ids.runs import RunsIds

ROWS_PER_PAGE = 50
ROW_HEIGHT = 52


def runs_table() -> Component:
    return grid(RunsIds.GRID, columns(), "params.data.id")


def grid(id_: str, columns: list[dict[str, Any]], row_id: str) -> Component:
    """A table whose rows the service sorts, filters and cuts into pages."""
    return dag.AgGrid(
        id=id_,
        rowModelType="infinite",
        columnDefs=columns,
        defaultColDef={
            "sortable": False,
            "resizable": True,
            "suppressMovable": True,
            "suppressHeaderMenuButton": True,
        },
        getRowId=row_id,
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
    where = {"network": titles(NETWORKS), "dataset": titles(DATASETS)}
    return [
        column("starred", "", "RunsStar", 40, resizable=False),
        column("name", "Name", "RunsName", 200, flex=1, minWidth=150, **both),
        column(
            "method",
            "Method",
            "RunsText",
            120,
            field="recipe.method",
            cellRendererParams={"titles": titles(METHODS)},
            **ascending,
        ),
        column("where", "Network", "RunsWhere", 104, cellRendererParams={"titles": where}),
        column("phase", "Phase", "RunsPhase", 132, minWidth=120, **ascending),
        column("accuracy", "Accuracy", "RunsAccuracy", 136, **best_first),
        column("nll", "NLL, nats", "RunsNll", 130, **both),
        column(
            "created_at", "Created", "RunsCreated", 104, sortable=True, sortingOrder=["asc", "desc"]
        )
        | {"sort": "desc"},
        column("actions", "", "RunsActions", 100, resizable=False),
    ]


def column(id_: str, title: str, renderer: str, width: int, **more: Any) -> dict[str, Any]:
    shared = {"colId": id_, "headerName": title, "cellRenderer": renderer, "width": width}
    return shared | more


def titles(entries: Mapping[str, Entry]) -> dict[str, str]:
    """What entries of the catalog are called, by name."""
    return {entry.name: entry.title for entry in entries.values()}
