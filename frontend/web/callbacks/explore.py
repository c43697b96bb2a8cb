"""Tells the browser's modules which run the page shows; they ask the service themselves."""

from typing import Any

from dash import ClientsideFunction, Input, Output

from frontend.web.ids import ExploreIds


def register(app: Any) -> None:
    app.clientside_callback(
        ClientsideFunction("paysage", "open_run"),
        Output(ExploreIds.ROOT, "title"),
        Input(ExploreIds.RUN, "data"),
    )
