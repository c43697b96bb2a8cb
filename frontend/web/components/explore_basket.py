"""Below the instrument: an ensemble put together by hand, beside the Deep Ensemble."""

from typing import Any

from dash import html

from frontend.web.components.terms import MARKED
from frontend.web.ids import BasketIds


def button() -> Any:
    """Stands in the line that says where one is; the script counts in it."""
    return html.Button(
        "Add to ensemble",
        id=BasketIds.ADD,
        type="button",
        className="button basket-button",
        title="Put this network into the ensemble basket below.",
    )


def card() -> Any:
    return html.Section(
        [head(), choosing(), result()],
        id=BasketIds.CARD,
        className="card basket",
        hidden=True,
        **{"aria-label": "Ensemble basket"},
        **MARKED,
    )


def head() -> Any:
    tooltip = (
        "Networks that you choose, their probabilities averaged: what the average is worth, beside "
        "the Deep Ensemble on the same images."
    )
    return html.Div(
        [
            html.Strong("Ensemble basket", title=tooltip),
            html.Label(
                ["foreign images: ", html.Span(id=BasketIds.FOREIGN)],
                id=BasketIds.FOREIGN_LABEL,
                className="evaluation-set",
            ),
            html.Span("\u00a0", id=BasketIds.STATE, className="muted right"),
            html.Button("Clear", id=BasketIds.CLEAR, type="button", className="button small"),
        ],
        className="card-head",
    )


def choosing() -> Any:
    """What is in the basket, and ways to add to it; the script fills both."""
    return html.Div(
        [
            html.Div(id=BasketIds.TOOLS, className="basket-tools"),
            html.Div(
                id=BasketIds.CHIPS,
                className="basket-chips",
                role="list",
                **{"aria-label": "Networks in the basket"},
            ),
        ],
        className="basket-choosing",
    )


def result() -> Any:
    return html.Div(
        [
            html.Div(id=BasketIds.TABLE, className="merits", tabIndex=0),
            html.P("\u00a0", id=BasketIds.WORDS, className="basket-words"),
            html.Div(
                [
                    html.Div(id=BasketIds.RELIABILITY, className="reliability-chart"),
                    html.Div(id=BasketIds.HISTOGRAMS, className="foreign-chart"),
                ],
                className="basket-charts",
            ),
            html.P("\u00a0", id=BasketIds.NOTES, className="basket-words muted"),
        ],
        className="basket-result",
    )
