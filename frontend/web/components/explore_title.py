"""What is shown, how good it is beside what it saves, and the way to the next training."""

from typing import Any

from dash import dcc, html

from frontend.web.components import explore_share
from frontend.web.components.terms import MARKED
from frontend.web.ids import ExploreIds

FACTS = (
    (
        ExploreIds.FACT_SUBSPACE,
        "this subspace, mean",
        "subspace",
        "Accuracy and negative log-likelihood of the mean of the probabilities of the "
        "subspace's networks, on the test split, each with its sampling standard error.",
    ),
    (
        ExploreIds.FACT_SINGLE,
        "one network",
        "plain-network",
        "One plain training of the same procedure: accuracy and negative log-likelihood, "
        "averaged over the retrainings where there are some.",
    ),
    (
        ExploreIds.FACT_REFERENCE,
        "retrainings, mean",
        "retrainings",
        "The Deep Ensemble of the same procedure: the mean of the probabilities of "
        "independent retrainings.",
    ),
)


def title_row() -> Any:
    return html.Div(
        [
            html.Div([title(), subtitle(), remark()], className="title"),
            html.Div([fact(*each) for each in FACTS], className="facts"),
            explore_share.buttons(),
            dcc.Link(
                "Train another…",
                id=ExploreIds.ANOTHER,
                href="/launch",
                className="button filled",
                title="Opens the launch page with this recipe, to change something in it.",
            ),
        ],
        className="title-row",
    )


def verdict() -> Any:
    """Who predicts best, at what price, in one sentence; the script writes it."""
    return html.P("\u00a0", id=ExploreIds.VERDICT, className="verdict", **MARKED)


def title() -> Any:
    return html.H1("\u00a0", id=ExploreIds.TITLE)


def subtitle() -> Any:
    recipe = html.Button(
        "recipe", id=ExploreIds.RECIPE_OPEN, className="link", type="button", hidden=True
    )
    again = html.A(
        "again",
        id=ExploreIds.AGAIN,
        href="/launch",
        className="link",
        title="Train the same again with another seed",
        hidden=True,
    )
    line = [html.Span("\u00a0", id=ExploreIds.SUBTITLE), recipe, " ", again]
    return html.P(line, className="muted")


def remark() -> Any:
    """What the figures do not say; the script writes it, where there is something."""
    return html.P("", id=ExploreIds.REMARK, className="run-remark")


def fact(identifier: str, label: str, role: str, tooltip: str) -> Any:
    """A muted label over its value; the script writes the figures."""
    value = html.Span("–", className=f"fact-value {role}")
    return html.Div(
        [
            html.Span(label, className="fact-label muted"),
            html.Span(
                [value, html.Span("\u00a0", className="fact-error muted")], className="fact-line"
            ),
            html.Span("\u00a0", className="fact-more muted"),
        ],
        id=identifier,
        className="fact",
        title=tooltip,
        **MARKED,
    )


def recipe_dialog() -> Any:
    close = html.Button("Close", id=ExploreIds.RECIPE_CLOSE, className="button", type="button")
    return html.Dialog(
        [html.H2("Recipe"), html.Pre("", id=ExploreIds.RECIPE_JSON), close],
        id=ExploreIds.RECIPE,
        **{"aria-label": "Recipe"},
    )
