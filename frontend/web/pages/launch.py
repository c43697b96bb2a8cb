"""The page that starts a training."""

from dash import html
from dash.development.base_component import Component

from frontend.web.components.launch_bring import (
    BRING_ONLY,
    TRAIN_ONLY,
    bring_card,
    mode_choice,
)
from frontend.web.components.launch_cost import cost_card, recipe_card, stores
from frontend.web.components.launch_form import launch_form
from frontend.web.components.launch_reading import first_reading
from frontend.web.ids.launch import LaunchIds, Mode


def layout(bring: str | None = None, **_query: str) -> Component:
    """The form, and beside it what the training costs; with `?bring` it brings a network."""
    mode = Mode.TRAIN if bring is None else Mode.BRING
    said = first_reading()
    return html.Div(
        [
            _head(mode),
            launch_form(),
            html.Div([cost_card(said), recipe_card(said)], className=f"launch-side {TRAIN_ONLY}"),
            html.Div(bring_card(), className=f"launch-side {BRING_ONLY}"),
            *stores(said),
        ],
        id=LaunchIds.PAGE,
        className=f"launch-page launch-{mode}-page",
    )


def _head(mode: Mode) -> Component:
    train = "Choose what to train and see what it costs before it starts."
    bring = "Take over weights that were trained elsewhere, as a run like any other."
    return html.Div(
        [
            html.H1("Launch a training", className=TRAIN_ONLY),
            html.H1("Bring a network", className=BRING_ONLY),
            html.P(train, className=TRAIN_ONLY),
            html.P(bring, className=BRING_ONLY),
            mode_choice(mode),
        ],
        className="launch-head",
    )
