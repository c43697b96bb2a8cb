"""The main page: one instrument on one screen. Scripts under assets/ fill it and redraw it."""

from typing import Any

from dash import dcc, html

from frontend.web.components import (
    explore_basket,
    explore_diagrams,
    explore_disturb,
    explore_evaluation,
    explore_learning,
    explore_lists,
    explore_map,
    explore_pins,
    explore_share,
    explore_side,
    explore_solutions,
    explore_title,
)
from frontend.web.ids import ExploreIds


def layout(run: str | None = None, **_query: str) -> Any:
    """Show one run; without one the script chooses the example, or the newest."""
    return html.Div(
        [
            dcc.Store(id=ExploreIds.RUN, data=run),
            explore_title.title_row(),
            explore_title.verdict(),
            html.Div([explore_map.card(), explore_side.column()], className="columns"),
            explore_pins.card(),
            explore_basket.card(),
            explore_solutions.card(),
            explore_lists.card(),
            explore_disturb.card(),
            explore_evaluation.card(),
            explore_diagrams.row(),
            explore_learning.card(),
            explore_title.recipe_dialog(),
            explore_share.code_dialog(),
        ],
        id=ExploreIds.ROOT,
        className="explore",
        **{"data-state": "loading"},
    )
