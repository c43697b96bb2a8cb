"""The last card: how the training went, epoch by epoch, beside that of other runs."""

from typing import Any

from dash import html

from frontend.web.ids import LearningIds


def card() -> Any:
    head = html.Div(
        [
            html.Strong("Learning curves"),
            html.Div(id=LearningIds.RUNS, className="learning-runs"),
            html.Button(
                "Lay another run over it\u2026",
                id=LearningIds.BESIDE,
                className="button small",
                type="button",
            ),
        ],
        className="card-head",
    )
    return html.Section(
        [head, html.Div(id=LearningIds.CHART, className="learning-chart")],
        id=LearningIds.CARD,
        className="card learning",
        hidden=True,
        **{"aria-label": "Learning curves"},
    )
