"""Below the instrument: a drawing, or the chosen image, under an influence that grows."""

from typing import Any

from dash import html

from frontend.web.components.choice import choice
from frontend.web.ids import ExploreIds

SOURCES = (
    ("chosen", "chosen image", "The image that is chosen in the gallery."),
    ("own", "your own", "What you draw in the frame, or an image file that you bring."),
)

KINDS = ("rotation", "shift", "noise", "blur", "contrast", "occlusion")


def card() -> Any:
    return html.Section(
        [
            head(),
            html.Div([source(), result()], className="disturb-body"),
            html.P("\u00a0", id=ExploreIds.DISTURB_WORDS, className="disturb-words"),
        ],
        id=ExploreIds.DISTURB,
        className="card disturb",
        hidden=True,
        **{"aria-label": "Draw and disturb"},
    )


def head() -> Any:
    kinds = [(kind, kind, "") for kind in KINDS]
    return html.Div(
        [
            html.Strong("Draw and disturb"),
            choice(ExploreIds.DISTURB_SOURCE, "Which image", SOURCES),
            choice(ExploreIds.DISTURB_KIND, "What is done to it", kinds),
            html.Span(id=ExploreIds.DISTURB_LEGEND, className="legend right"),
        ],
        className="card-head",
    )


def source() -> Any:
    """The pad, and what the networks see of it."""
    pad = html.Canvas(
        id=ExploreIds.PAD,
        className="pad",
        width=280,
        height=280,
        tabIndex=0,
        role="img",
        **{
            "aria-label": "Pad to draw on: drag; or move the pen by the arrow keys, "
            "space lifts and lowers it"
        },
    )
    seen = html.Img(id=ExploreIds.DISTURB_IMAGE, className="disturb-image", alt="")
    return html.Div(
        [
            html.Figure([pad, html.Figcaption("draw here", className="muted")]),
            html.Figure(
                [
                    seen,
                    html.Figcaption("seen by the networks", className="muted"),
                ]
            ),
            html.Div(
                [
                    html.Button("Clear", id=ExploreIds.PAD_CLEAR, className="button"),
                    html.Button("Image file…", id=ExploreIds.PAD_OPEN, className="button"),
                ],
                className="pad-actions",
            ),
        ],
        className="disturb-source",
    )


def result() -> Any:
    return html.Div(
        [
            html.Div(id=ExploreIds.DISTURB_CHART, className="disturb-chart"),
            html.Div(id=ExploreIds.DISTURB_SLIDER, className="disturb-slider"),
        ],
        className="disturb-result",
    )
