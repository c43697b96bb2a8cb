"""The right column: the chosen image and the gallery."""

from typing import Any

from dash import html

from frontend.web.components.choice import choice
from frontend.web.components.terms import MARKED, term
from frontend.web.ids import ExploreIds

ORDERS = (
    (
        "uncertain",
        "uncertain",
        "By mutual information: the networks of the subspace differ most.",
    ),
    ("changing", "changing", "The answer changes from network to network."),
    ("hard", "hardest", "The trained network gives the true class the smallest probability."),
    ("wrong", "wrong", "The mean of the subspace's networks gives a wrong answer."),
    (
        "flips",
        "by seed",
        "Their label depends on the seed: one further retraining would most likely change it "
        "(flip risk).",
    ),
    ("random", "random", "Drawn at random, with a fixed seed."),
)

PENDING = (
    "When the training is done, the map of the loss appears on the left by itself, and here one "
    "test image: what this network, the networks together and the retrainings say about it."
)


def column() -> Any:
    return html.Div([chosen(), gallery()], className="side")


def chosen() -> Any:
    return html.Section(
        [
            chosen_head(),
            html.P(PENDING, className="pending muted"),
            html.Div(
                [
                    html.Div(
                        html.Img(id=ExploreIds.IMAGE, className="chosen-image", alt=""),
                        className="chosen-frame",
                    ),
                    html.Div(id=ExploreIds.BARS, className="bars"),
                ],
                className="chosen-body",
            ),
            html.P("\u00a0", id=ExploreIds.WORDS, className="chosen-words"),
            html.P(id=ExploreIds.OFFER, className="chosen-words muted offer-line"),
            html.Div(id=ExploreIds.RIBBONS, className="ribbons"),
        ],
        className="card chosen",
        **{"aria-label": "Chosen image"},
    )


def chosen_head() -> Any:
    return html.Div(
        [
            html.Strong("Chosen image", id=ExploreIds.CHOSEN_LABEL),
            html.Span("\u00a0", id=ExploreIds.CHOSEN_SPREAD, className="muted", **MARKED),
            html.Span(id=ExploreIds.LEGEND, className="legend right"),
        ],
        className="card-head",
    )


def gallery() -> Any:
    return html.Section(
        [
            html.Div(
                [
                    html.Strong("Images"),
                    choice(ExploreIds.ORDER, "Order of images", ORDERS, hidden=["hard", "flips"]),
                    term("order", "?"),
                ],
                className="card-head",
            ),
            html.P(
                "\u00a0",
                id=ExploreIds.GALLERY_LEGEND,
                className="gallery-legend numbers",
                **MARKED,
            ),
            html.Div(id=ExploreIds.GALLERY, className="gallery"),
            html.P(id=ExploreIds.IMAGES_STATE, className="muted images-state"),
        ],
        className="card gallery-card",
        **{"aria-label": "Test images"},
    )
