"""The main page: map, profile, where you are, the chosen image and the gallery."""

from typing import Any

from dash import dcc, html

from frontend.web.ids import ExploreIds


def layout(run: str | None = None, **_query: str) -> Any:
    return html.Div([dcc.Store(id=ExploreIds.RUN, data=run)], id=ExploreIds.ROOT)
