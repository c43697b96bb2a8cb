"""Two networks side by side: the button that pins one, and the card that compares both."""

from typing import Any

from dash import html

from frontend.web.components.terms import MARKED
from frontend.web.ids import LinkedIds


def button() -> Any:
    """Stands in the line that says where one is; the script changes its words."""
    return html.Button(
        "Pin as A",
        id=LinkedIds.PIN,
        type="button",
        className="button pin-button",
        title="Keep this network, to compare it with another.",
    )


def card() -> Any:
    return html.Section(
        [
            html.Div(html.Strong("A and B"), className="card-head"),
            html.P("\u00a0", id=LinkedIds.COMPARE_WORDS, className="muted compare-words"),
            html.Div(id=LinkedIds.COMPARE_SIDES, className="compare-sides"),
            html.Div(id=LinkedIds.COMPARE_IMAGES, className="compare-images"),
        ],
        id=LinkedIds.COMPARE,
        className="card compare",
        hidden=True,
        **{"aria-label": "A and B"},
        **MARKED,
    )
