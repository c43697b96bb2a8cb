"""Below the evaluation: whether confidence comes true, and what foreign images look like."""

from typing import Any

from dash import html

from frontend.web.components.terms import MARKED
from frontend.web.ids import LinkedIds


def row() -> Any:
    return html.Div([reliability(), foreign()], className="diagrams")


def reliability() -> Any:
    return _card(
        LinkedIds.RELIABILITY,
        "Reliability",
        "Of the images that a network is 80 % sure of, 80 % should be right: then the marks lie on "
        "the diagonal. Bars: standard error of the accuracy.",
        LinkedIds.RELIABILITY_SET,
        [
            html.Div(id=LinkedIds.RELIABILITY_CHART, className="reliability-chart"),
            html.Div(id=LinkedIds.RELIABILITY_WORDS, className="diagram-words"),
        ],
    )


def foreign() -> Any:
    return _card(
        LinkedIds.FOREIGN,
        "Uncertainty of foreign images",
        "How uncertain the networks are of test images and of images from elsewhere: the further "
        "the two lie apart, the better foreign images are told.",
        LinkedIds.FOREIGN_SET,
        [
            html.Div(id=LinkedIds.FOREIGN_CHART, className="foreign-chart"),
            html.Div(id=LinkedIds.FOREIGN_WORDS, className="diagram-words"),
        ],
    )


def _card(identifier: str, title: str, tooltip: str, chooser: str, body: list[Any]) -> Any:
    head = html.Div(
        [
            html.Strong(title, title=tooltip),
            html.Label(["on ", html.Span(id=chooser)], className="evaluation-set"),
        ],
        className="card-head",
    )
    return html.Section(
        [head, *body],
        id=identifier,
        className="card diagram",
        hidden=True,
        **{"aria-label": title},
        **MARKED,
    )
