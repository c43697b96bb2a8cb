"""What the training will cost, beside the button that starts it; the recipe to copy."""

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from frontend.web.components.launch_presets import changes_of_presets
from frontend.web.launch_ids import LaunchIds

UNKNOWN = "–"


def cost_card() -> Component:
    return html.Section(
        [
            html.H2("What it costs", className="launch-heading"),
            html.Div(_facts(), className="launch-facts"),
            html.P(id=LaunchIds.REASON, className="launch-muted launch-reason"),
            html.Div(id=LaunchIds.NOTES, className="launch-notes", role="status"),
            html.Div(id=LaunchIds.CAUTION, className="launch-notes", role="status"),
            dmc.TextInput(id=LaunchIds.RUN_NAME, label="Name", placeholder="optional", size="sm"),
            dmc.Button("Train", id=LaunchIds.TRAIN, fullWidth=True, className="launch-train"),
            html.Div(id=LaunchIds.PROBLEM, className="launch-problem", role="alert"),
        ],
        id=LaunchIds.COST,
        className="card launch-cost",
        **{"aria-live": "polite"},
    )


def recipe_card() -> Component:
    """The recipe as a command and as JSON; both are kept, one is shown."""
    return html.Section(
        [
            html.Div([_text_kind(), _copy_button()], className="launch-copy-head"),
            html.Pre(id=LaunchIds.COMMAND_TEXT, className="launch-text", tabIndex=0),
            html.Pre(id=LaunchIds.JSON_TEXT, className="launch-text", tabIndex=0, hidden=True),
        ],
        className="card launch-recipe",
    )


def stores() -> list[Component]:
    kept = (
        LaunchIds.DRAFT,
        LaunchIds.RECIPE,
        LaunchIds.PREFILL,
        LaunchIds.LOCAL_PROBLEMS,
        LaunchIds.SERVICE_PROBLEMS,
        LaunchIds.ADDRESS_PROBLEMS,
    )
    return [
        *(dcc.Store(id=name) for name in kept),
        dcc.Store(id=LaunchIds.PRESETS, data=changes_of_presets()),
        dcc.Location(id=LaunchIds.GO, refresh="callback-nav"),
    ]


def _facts() -> list[Component]:
    return [
        _fact(
            "equivalent trainings",
            LaunchIds.TRAININGS,
            "Gradient evaluations over those of one plain training, end points included.",
        ),
        _fact("time", LaunchIds.SECONDS, "On the training worker, once it has started."),
        _fact(
            "gradient evaluations", LaunchIds.EVALUATIONS, "Images that pass forward and backward."
        ),
        _fact("disk", LaunchIds.SIZE, "Of the weights that are kept; maps and scores add to it."),
    ]


def _fact(label: str, id_: str, sentence: str) -> Component:
    return html.Div(
        [html.Span(label, className="launch-muted"), html.Span(UNKNOWN, id=id_)],
        title=sentence,
        className="launch-fact",
    )


def _text_kind() -> Component:
    choices = [{"value": "command", "label": "Command"}, {"value": "json", "label": "JSON"}]
    return dmc.SegmentedControl(id=LaunchIds.TEXT_KIND, data=choices, value="command", size="xs")


def _copy_button() -> Component:
    return html.Button("Copy", id=LaunchIds.COPY, className="button small")
