"""Images that stand out, each with the figure that it stands out by."""

from typing import Any

from dash import html

from frontend.web.components.terms import MARKED
from frontend.web.ids import LinkedIds


def card() -> Any:
    head = html.Div(
        [
            html.Strong("Images that stand out"),
            html.Span(
                "click on one: the gallery shows its whole list, and the map follows",
                className="muted",
            ),
        ],
        className="card-head",
    )
    return html.Section(
        [head, html.Div(id=LinkedIds.LISTS_BODY, className="lists")],
        id=LinkedIds.LISTS,
        className="card standing-out",
        hidden=True,
        **{"aria-label": "Images that stand out"},
        **MARKED,
    )
