"""The list of runs at work; the browser itself asks the service (`assets/runs/`)."""

from typing import Any

from dash import ClientsideFunction, Input, Output, State

from backend.contracts.reading import read
from backend.contracts.runs import JobPhase, Run
from frontend.web.components.run_detail import nothing_chosen, run_detail
from frontend.web.ids.runs import RunsIds

HIDDEN = {"display": "none"}
SHOWN: dict[str, str] = {}
BUTTONS = (
    RunsIds.OPEN,
    RunsIds.AGAIN,
    RunsIds.RETRY,
    RunsIds.CANCEL,
    RunsIds.STAR,
    RunsIds.ARCHIVE,
    RunsIds.DELETE,
)


def register(app: Any) -> None:
    app.callback(
        output={
            "detail": Output(RunsIds.DETAIL, "children"),
            "panel": Output(RunsIds.PANEL, "className"),
            "open": Output(RunsIds.OPEN, "href"),
            "again": Output(RunsIds.AGAIN, "href"),
            "star": Output(RunsIds.STAR, "children"),
            "archive": Output(RunsIds.ARCHIVE, "children"),
            "shown": {name: Output(name, "style") for name in (*BUTTONS, RunsIds.EDITS)},
        },
        inputs=[Input(RunsIds.SELECTED, "data")],
    )(show_run)
    _register_browser(app)


def show_run(selected: dict[str, Any] | None) -> dict[str, Any]:
    """What became of the chosen run, and what can be done with it?"""
    run = read(Run, selected) if selected else None
    possible = actions_of(run) | {RunsIds.EDITS} if run else set()
    return {
        "detail": run_detail(run) if run else nothing_chosen(),
        "panel": "card runs-panel" + (" runs-panel-open" if run else ""),
        "open": f"/explore/{run.id}" if run else "",
        "again": f"/launch?from={run.id}&seed=next" if run else "",
        "star": "Remove star" if run and run.starred else "Star",
        "archive": "Take out of archive" if run and run.archived else "Archive",
        "shown": {n: SHOWN if n in possible else HIDDEN for n in (*BUTTONS, RunsIds.EDITS)},
    }


def actions_of(run: Run) -> set[RunsIds]:
    """What can be done with a run in its phase."""
    actions = {RunsIds.OPEN, RunsIds.AGAIN, RunsIds.STAR, RunsIds.ARCHIVE}
    if run.phase in (JobPhase.FAILED, JobPhase.CANCELLED):
        actions.add(RunsIds.RETRY)
    if run.phase.terminal:
        actions.add(RunsIds.DELETE)
    elif not run.cancel_requested:
        actions.add(RunsIds.CANCEL)
    return actions


def _register_browser(app: Any) -> None:
    selected = State(RunsIds.SELECTED, "data")
    _register_lists(app)
    _in_browser(app, "select", [Input(RunsIds.GRID, "selectedRows")])
    _in_browser(app, "close", [Input(RunsIds.CLOSE, "n_clicks")])
    _in_browser(app, "clear", [Input(RunsIds.CLEAR, "n_clicks")])
    _in_browser(app, "retry", [Input(RunsIds.RETRY, "n_clicks")], selected)
    _in_browser(app, "cancel", [Input(RunsIds.CANCEL, "n_clicks")], selected)
    _in_browser(app, "confirm", [Input(RunsIds.DELETE, "n_clicks")], selected)
    _in_browser(app, "star", [Input(RunsIds.STAR, "n_clicks")], selected)
    _in_browser(app, "shelve", [Input(RunsIds.ARCHIVE, "n_clicks")], selected)
    _in_browser(app, "tags", [Input(RunsIds.TAGS, "value")], selected)
    _in_browser(app, "notes", [Input(RunsIds.NOTES, "value")], selected)
    _in_browser(app, "drop", [Input(RunsIds.GROUP_CHIP, "n_clicks")])
    _in_browser(app, "keep", [Input(RunsIds.DIALOG_KEEP, "n_clicks")])
    _in_browser(
        app, "remove", [Input(RunsIds.DIALOG_DELETE, "n_clicks")], State(RunsIds.TO_DELETE, "data")
    )


def _register_lists(app: Any) -> None:
    """Connects filters, the choice of the list, and the two tables."""
    values = ("PHASE", "DATASET", "NETWORK", "METHOD", "TAG", "QUERY")
    filters = [
        *(Input(RunsIds[name], "value") for name in values),
        *(Input(name, "checked") for name in (RunsIds.STARRED, RunsIds.ARCHIVED)),
        Input(RunsIds.GROUP, "data"),
    ]
    chip = [Output(RunsIds.GROUP_CHIP, "children"), Output(RunsIds.GROUP_CHIP, "style")]
    app.clientside_callback(ClientsideFunction("runs", "filter"), chip, filters)
    app.clientside_callback(
        ClientsideFunction("runs", "view"),
        Output(RunsIds.PAGE, "className"),
        Input(RunsIds.VIEW, "value"),
    )
    for function, grid in (("rows", RunsIds.GRID), ("groups", RunsIds.GROUPS_GRID)):
        app.clientside_callback(
            ClientsideFunction("runs", function),
            Output(grid, "getRowsResponse"),
            Input(grid, "getRowsRequest"),
        )


def _in_browser(app: Any, function: str, inputs: list[Input], *states: State) -> None:
    app.clientside_callback(
        ClientsideFunction("runs", function),
        *inputs,
        *states,
        prevent_initial_call=True,
    )
