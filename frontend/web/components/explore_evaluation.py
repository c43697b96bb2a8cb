"""Below the instrument: how good the networks are, on test, foreign and spoilt images."""

from typing import Any

from dash import html

from frontend.web.components.choice import choice
from frontend.web.components.terms import MARKED
from frontend.web.ids import ExploreIds, LinkedIds

SCALINGS = (
    ("before", "as they are", "Probabilities as the networks give them."),
    (
        "after",
        "after temperature scaling",
        "With the temperature that fits best, found on one half of these images and used on the "
        "other: what the networks would be worth were their sharpness right. Nothing to deploy.",
    ),
)

SCORES = (
    (
        "max_probability",
        "largest probability",
        "Images whose leading class is improbable count as foreign.",
    ),
    ("predictive_entropy", "entropy", "Images with spread-out probabilities count as foreign."),
    (
        "mutual_information",
        "mutual information",
        "Images that the networks disagree about count as foreign; needs several networks.",
    ),
)


def card() -> Any:
    return html.Section(
        [
            head(),
            html.Div(id=ExploreIds.EVALUATION_TABLE, className="merits", tabIndex=0),
            html.Div(id=LinkedIds.RECALL, className="recall"),
            html.Div(id=ExploreIds.EVALUATION_NOTES, className="merit-notes muted"),
        ],
        id=ExploreIds.EVALUATION,
        className="card evaluation",
        hidden=True,
        **{"aria-label": "Evaluation"},
        **MARKED,
    )


def head() -> Any:
    return html.Div(
        [
            html.Strong("Evaluation"),
            html.Label(
                ["on ", html.Span(id=ExploreIds.EVALUATION_SET)], className="evaluation-set"
            ),
            choice(ExploreIds.EVALUATION_SCALING, "Probabilities", SCALINGS),
            choice(ExploreIds.EVALUATION_SCORE, "What tells foreign images", SCORES),
            html.Span("\u00a0", id=ExploreIds.EVALUATION_STATE, className="muted right"),
        ],
        className="card-head",
    )
