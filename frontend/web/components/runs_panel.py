"""The frame around a run's details: its buttons, the dialog before a run is deleted."""

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from frontend.web.components.run_detail import nothing_chosen
from frontend.web.ids.runs import RunsIds

HIDDEN = {"display": "none"}


def runs_panel() -> Component:
    """The buttons stay mounted while the details change, so that none is lost under a click."""
    return html.Aside(
        [
            html.Button(
                "×",
                id=RunsIds.CLOSE,
                className="plain runs-close",
                type="button",
                **{"aria-label": "Close"},
            ),
            html.Div(nothing_chosen(), id=RunsIds.DETAIL, className="runs-detail"),
            edits(),
            html.Div(_buttons(), className="runs-buttons"),
        ],
        id=RunsIds.PANEL,
        className="card runs-panel",
        **{"aria-label": "Details of the chosen run"},
    )


def edits() -> Component:
    """Tags and notes, kept as soon as they are left (`assets/runs/edits.js`)."""
    return html.Div(
        [
            dmc.TagsInput(
                id=RunsIds.TAGS,
                label="Tags",
                placeholder="add one",
                data=[],
                value=[],
                maxTags=20,
                acceptValueOnBlur=True,
                size="xs",
            ),
            dmc.Textarea(
                id=RunsIds.NOTES,
                label="Notes",
                placeholder="what it was for, what was seen",
                value="",
                debounce=True,  # kept on leaving the field: a pause could outlast the choice
                autosize=True,
                minRows=2,
                maxRows=8,
                size="xs",
            ),
        ],
        id=RunsIds.EDITS,
        className="runs-edits",
        style=HIDDEN,
    )


def _buttons() -> list[Component]:
    return [
        dcc.Link("Open", id=RunsIds.OPEN, href="", className="button", style=HIDDEN),
        dcc.Link(
            "Same again, another seed",
            id=RunsIds.AGAIN,
            href="",
            className="button",
            style=HIDDEN,
        ),
        _button("Retry", RunsIds.RETRY),
        _button("Cancel", RunsIds.CANCEL),
        _button("Star", RunsIds.STAR),
        _button("Archive", RunsIds.ARCHIVE),
        _button("Delete", RunsIds.DELETE),
    ]


def _button(text: str, id_: str) -> Component:
    return html.Button(text, id=id_, className="button", style=HIDDEN)


def delete_dialog() -> Component:
    return dmc.Modal(
        [
            html.P(id=RunsIds.DIALOG_TEXT, className="runs-dialog-text"),
            html.Div(
                [
                    html.Button(
                        "Keep",
                        id=RunsIds.DIALOG_KEEP,
                        className="button",
                        **{"data-autofocus": "true"},
                    ),
                    html.Button("Delete", id=RunsIds.DIALOG_DELETE, className="button runs-danger"),
                ],
                className="runs-dialog-buttons",
            ),
        ],
        id=RunsIds.DIALOG,
        title="Delete this run?",
        opened=False,
        centered=True,
        transitionProps={"duration": 100},
        className="runs-dialog",
    )
