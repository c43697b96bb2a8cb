"""The list of runs at work; the browser itself asks the service (`assets/runs/`)."""

from typing import Any

from dash import ClientsideFunction, Input, Output, State

from backend.contracts.runs import JobPhase, Run
from frontend.web.components.run_detail import nothing_chosen, run_detail
from frontend.web.runs_ids import RunsIds

HIDDEN = {"display": "none"}
SHOWN: dict[str, str] = {}


def register(app: Any) -> None:
    app.callback(
        output={
            "detail": Output(RunsIds.DETAIL, "children"),
            "panel": Output(RunsIds.PANEL, "className"),
            "open": Output(RunsIds.OPEN, "href"),
            "again": Output(RunsIds.AGAIN, "href"),
            "shown": {
                name: Output(name, "style")
                for name in (
                    RunsIds.OPEN,
                    RunsIds.AGAIN,
                    RunsIds.RETRY,
                    RunsIds.CANCEL,
                    RunsIds.DELETE,
                )
            },
        },
        inputs=[Input(RunsIds.SELECTED, "data")],
    )(show_run)
    _register_browser(app)


def show_run(selected: dict[str, Any] | None) -> dict[str, Any]:
    """What became of the chosen run, and what can be done with it?"""
    run = Run.model_validate(selected) if selected else None
    possible = actions_of(run) if run else set()
    buttons = (RunsIds.OPEN, RunsIds.AGAIN, RunsIds.RETRY, RunsIds.CANCEL, RunsIds.DELETE)
    return {
        "detail": run_detail(run) if run else nothing_chosen(),
        "panel": "card runs-panel" + (" runs-panel-open" if run else ""),
        "open": f"/explore/{run.id}" if run else "",
        "again": f"/launch?from={run.id}&seed=+1" if run else "",
        "shown": {name: SHOWN if name in possible else HIDDEN for name in buttons},
    }


def actions_of(run: Run) -> set[RunsIds]:
    """What can be done with a run in its phase."""
    actions = {RunsIds.OPEN, RunsIds.AGAIN}
    if run.phase in (JobPhase.FAILED, JobPhase.CANCELLED):
        actions.add(RunsIds.RETRY)
    if run.phase.terminal:
        actions.add(RunsIds.DELETE)
    elif not run.cancel_requested:
        actions.add(RunsIds.CANCEL)
    return actions


def _register_browser(app: Any) -> None:
    selected = State(RunsIds.SELECTED, "data")
    filters = [Input(name, "value") for name in (RunsIds.PHASE, RunsIds.METHOD, RunsIds.QUERY)]
    app.clientside_callback(
        ClientsideFunction("runs", "filter"), Output(RunsIds.COUNT, "children"), filters
    )
    app.clientside_callback(
        ClientsideFunction("runs", "rows"),
        Output(RunsIds.GRID, "getRowsResponse"),
        Input(RunsIds.GRID, "getRowsRequest"),
    )
    _in_browser(app, "select", [Input(RunsIds.GRID, "selectedRows")])
    _in_browser(app, "close", [Input(RunsIds.CLOSE, "n_clicks")])
    _in_browser(app, "clear", [Input(RunsIds.CLEAR, "n_clicks")])
    _in_browser(app, "retry", [Input(RunsIds.RETRY, "n_clicks")], selected)
    _in_browser(app, "cancel", [Input(RunsIds.CANCEL, "n_clicks")], selected)
    _in_browser(app, "confirm", [Input(RunsIds.DELETE, "n_clicks")], selected)
    _in_browser(app, "keep", [Input(RunsIds.DIALOG_KEEP, "n_clicks")])
    _in_browser(
        app, "remove", [Input(RunsIds.DIALOG_DELETE, "n_clicks")], State(RunsIds.TO_DELETE, "data")
    )


def _in_browser(app: Any, function: str, inputs: list[Input], *states: State) -> None:
    app.clientside_callback(
        ClientsideFunction("runs", function),
        *inputs,
        *states,
        prevent_initial_call=True,
    )
