"""What the training will cost, beside the button that starts it; the recipe to copy."""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from frontend.web.components.launch_presets import changes_of_presets
from frontend.web.components.terms import term
from frontend.web.ids.launch import LaunchIds

UNKNOWN = "–"


def cost_card(said: Mapping[str, Any]) -> Component:
    return html.Section(
        [
            html.H2("What it costs", className="launch-heading"),
            html.Div(_facts(), className="launch-facts"),
            html.P(id=LaunchIds.REASON, className="launch-muted launch-reason"),
            html.Div(said["notes"], id=LaunchIds.NOTES, className="launch-notes", role="status"),
            html.Div(id=LaunchIds.CAUTION, className="launch-notes", role="status"),
            dmc.TextInput(id=LaunchIds.RUN_NAME, label="Name", placeholder="optional", size="sm"),
            _train_button(said["disabled"]),
            html.Div(id=LaunchIds.PROBLEM, className="launch-problem", role="alert"),
        ],
        id=LaunchIds.COST,
        className="card launch-cost",
        **{"aria-live": "polite"},
    )


def recipe_card(said: Mapping[str, Any]) -> Component:
    """The recipe as a command and as JSON; both are kept, one is shown."""
    return html.Section(
        [
            html.Div([_text_kind(), _copy_button()], className="launch-copy-head"),
            _text(LaunchIds.COMMAND_TEXT, said["command"], hidden=False),
            _text(LaunchIds.JSON_TEXT, said["json"], hidden=True),
        ],
        className="card launch-recipe",
    )


def stores(said: Mapping[str, Any]) -> list[Component]:
    read = {
        LaunchIds.DRAFT: said["draft"],
        LaunchIds.RECIPE: said["recipe"],
        LaunchIds.LOCAL_PROBLEMS: said["problems"],
        LaunchIds.PRESETS: changes_of_presets(),
    }
    to_come = (
        LaunchIds.PREFILL,
        LaunchIds.SERVICE_PROBLEMS,
        LaunchIds.ADDRESS_PROBLEMS,
        LaunchIds.MARKED,
    )
    return [
        *(dcc.Store(id=name, data=data) for name, data in read.items()),
        *(dcc.Store(id=name) for name in to_come),
        dcc.Location(id=LaunchIds.GO, refresh="callback-nav"),
    ]


def _train_button(disabled: bool) -> Component:
    return dmc.Button(
        "Train", id=LaunchIds.TRAIN, disabled=disabled, fullWidth=True, className="launch-train"
    )


def _text(id_: str, text: str, *, hidden: bool) -> Component:
    """It keeps what it says first: that is the form as it comes."""
    return html.Pre(
        text,
        id=id_,
        className="launch-text",
        tabIndex=0,
        hidden=hidden,
        **{"data-first": text},
    )


def _facts() -> list[Component]:
    return [
        _fact(
            term("equivalent_trainings", "equivalent trainings"),
            LaunchIds.TRAININGS,
            "Gradient evaluations over those of one plain training, end points included.",
        ),
        _fact("time", LaunchIds.SECONDS, "On the training worker, once it has started."),
        _fact(
            "gradient evaluations", LaunchIds.EVALUATIONS, "Images that pass forward and backward."
        ),
        _fact("disk", LaunchIds.SIZE, "Of the weights that are kept; maps and scores add to it."),
    ]


def _fact(label: str | Component, id_: str, sentence: str) -> Component:
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
