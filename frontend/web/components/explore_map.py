"""The left card: the map, the way through it, and where you are."""

from typing import Any

from dash import html

from frontend.web.components import (
    explore_basket,
    explore_metrics,
    explore_pins,
    explore_replay,
)
from frontend.web.components.terms import MARKED
from frontend.web.ids import ExploreIds


def card() -> Any:
    return html.Section(
        [
            head(),
            html.P("", id=ExploreIds.MAP_TURN, className="map-turn muted", role="status"),
            html.Div(id=ExploreIds.MAP, className="map"),
            html.Div(id=ExploreIds.SCALE, className="scale", **{"aria-hidden": "true"}),
            explore_replay.under_map(
                explore_metrics.play(),
                html.P("\u00a0", id=ExploreIds.WAY_WORDS, className="way-words muted", **MARKED),
            ),
            html.Div(id=ExploreIds.WAY, className="way"),
            here(),
            html.Div(id=ExploreIds.STATUS, className="status", hidden=True),
        ],
        className="card map-card",
        **{"aria-label": "Map of the weight landscape"},
    )


def head() -> Any:
    return html.Div(
        [
            explore_metrics.dimension(),
            explore_metrics.chooser(),
            html.Span(id=ExploreIds.SUBJECT, className="subject"),
            html.Span(id=ExploreIds.FACE, className="subject"),
            html.Span("\u00a0", id=ExploreIds.MAP_NOTE, className="muted"),
            html.Span("\u00a0", id=ExploreIds.MAP_STATE, className="muted right", **MARKED),
        ],
        className="card-head",
    )


def here() -> Any:
    """One line: place, loss, accuracy; the script writes the figures."""
    return html.Div(
        [
            html.Span(className="dot here-dot"),
            html.Span(id=ExploreIds.HERE, className="here-place"),
            html.Span(
                id=ExploreIds.HERE_FIGURES, className="here-figures", **{"aria-live": "polite"}
            ),
            html.Span("", id=ExploreIds.HERE_WORDS, className="here-words"),
            explore_pins.button(),
            explore_basket.button(),
            html.Span(className="spinner", **{"aria-hidden": "true"}),
        ],
        className="you",
    )
