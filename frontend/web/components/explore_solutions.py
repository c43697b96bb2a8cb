"""Below the instrument: networks as points, near each other where they answer alike."""

from typing import Any

from dash import html

from frontend.web.components.terms import MARKED
from frontend.web.ids import SolutionsIds

TOOLTIP = (
    "Classical multidimensional scaling. The distance of two networks is the root of the "
    "Jensen-Shannon divergence of their probabilities, averaged over the images; it is a metric."
)
KEYS = "Map of solutions: arrow keys go from network to network, Enter moves there"


def card() -> Any:
    chart = html.Div(
        id=SolutionsIds.CHART,
        className="solutions-chart",
        tabIndex=0,
        role="application",
        **{"aria-label": KEYS},
    )
    return html.Section(
        [head(), html.Div([chart, words()], className="solutions-body")],
        id=SolutionsIds.CARD,
        className="card solutions",
        hidden=True,
        **{"aria-label": "Map of solutions"},
        **MARKED,
    )


def head() -> Any:
    return html.Div(
        [
            html.Strong("Map of solutions", title=TOOLTIP),
            html.Span("\u00a0", id=SolutionsIds.STATE, className="muted"),
            html.Span(id=SolutionsIds.LEGEND, className="legend right"),
        ],
        className="card-head",
    )


def words() -> Any:
    return html.Div(
        [
            html.Div(
                id=SolutionsIds.CHOSEN, className="solutions-chosen", **{"aria-live": "polite"}
            ),
            html.Div(id=SolutionsIds.WORDS, className="solutions-words"),
        ],
        className="solutions-side",
    )
