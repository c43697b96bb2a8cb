"""What the map shows and how: its metric, map or 3-D, and the button that travels along the way."""

from typing import Any

from dash import html

from frontend.web.components.choice import choice
from frontend.web.ids import ExploreIds, MapIds

METRICS = (
    (
        "loss",
        "Loss",
        "Cross-entropy on the test split, which is the negative log-likelihood (NLL); "
        "nats, light is low.",
    ),
    ("accuracy", "Accuracy", "Part of the test images that are classified rightly; light is high."),
)
FURTHER = (
    (
        "ece",
        "Calibration error",
        "Expected calibration error (ECE): how far confidence and the part that is right "
        "lie apart, in 15 bins of confidence; light is low.",
    ),
    (
        "entropy",
        "Entropy",
        "Mean predictive entropy of the network at each point, nats; light is certain, "
        "which is not yet right.",
    ),
    (
        "disagreement",
        "Disagreement",
        "Part of the images whose label differs from that of the network where you are; "
        "follows you, light is alike.",
    ),
)
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
    two = choice(ExploreIds.METRIC, "Shown on the map", METRICS)
    two.children = [*two.children, more()]
    return two


def more() -> Any:
    return html.Details(
        [
            html.Summary(
                html.Span("More", id=MapIds.MORE_WORDS), title="Further metrics of the map"
            ),
            html.Div([_line(*line) for line in FURTHER], className="metric-list"),
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
