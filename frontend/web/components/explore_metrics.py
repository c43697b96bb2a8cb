"""What the map shows and how: its metric, map or 3-D, and the button that travels along the way."""

from typing import Any

from dash import html

from backend.contracts.metrics import MAP_METRICS, MetricEntry
from frontend.web.components.choice import choice
from frontend.web.ids import ExploreIds, MapIds

DIMENSIONS = (
    ("map", "Map", "Seen from above, as on a hiking map."),
    (
        "3d",
        "3-D",
        "The same heights and colours in three dimensions: drag to turn, scroll to zoom.",
    ),
)


def dimension() -> Any:
    return choice(MapIds.DIMENSION, "How the landscape is seen", DIMENSIONS)


def chooser() -> Any:
    """Two metrics at hand and a menu of the others."""
    at_hand = [_words(entry) for entry in MAP_METRICS.values() if entry.at_hand]
    two = choice(ExploreIds.METRIC, "Shown on the map", at_hand)
    two.children = [*two.children, more()]
    return two


def _words(entry: MetricEntry) -> tuple[str, str, str]:
    return entry.name, entry.title, entry.sentence


def more() -> Any:
    further = [_line(*_words(entry)) for entry in MAP_METRICS.values() if not entry.at_hand]
    return html.Details(
        [
            html.Summary(
                html.Span("More", id=MapIds.MORE_WORDS), title="Further metrics of the map"
            ),
            html.Div(further, className="metric-list"),
        ],
        id=MapIds.MORE,
        className="metric-more",
    )


def _line(value: str, name: str, words: str) -> Any:
    return html.Button(
        [html.Span(name), html.Small(words)],
        type="button",
        **{"data-value": value, "data-words": words, "aria-pressed": "false"},
    )


def play() -> Any:
    """The script gives it its sign and its words."""
    return html.Button(id=MapIds.PLAY, type="button", className="plain play", hidden=True)
