"""The page that starts a training."""

from dash import html
from dash.development.base_component import Component

from frontend.web.components.launch_cost import cost_card, recipe_card, stores
from frontend.web.components.launch_form import launch_form


def layout(**_query: str) -> Component:
    """The form, and beside it what the training costs."""
    return html.Div(
        [
            html.Div(
                [
                    html.H1("Launch a training"),
                    html.P("Choose what to train and see what it costs before it starts."),
                ],
                className="launch-head",
            ),
            launch_form(),
            html.Div([cost_card(), recipe_card()], className="launch-side"),
            *stores(),
        ],
        className="launch-page",
    )
