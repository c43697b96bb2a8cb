"""What takes a view elsewhere: its link, and code that rebuilds it."""

from typing import Any

from dash import html

from frontend.web.components.choice import choice
from frontend.web.ids import ShareIds

KINDS = (
    ("curl", "curl", "The requests that this view is made of."),
    ("python", "Python", "With the client of this package."),
    ("notebook", "Notebook", "The same as a notebook: download it and open it in Jupyter."),
)

NOTE = (
    "Needs a bearer token in PAYSAGE_TOKEN: the one in client.json of the state folder, or one of "
    "your own from POST /api/v1/tokens."
)


def buttons() -> Any:
    return html.Div(
        [
            html.Button(
                "Copy link",
                id=ShareIds.LINK,
                className="button",
                type="button",
                title="Copy the address of this view: run, place, metric, images.",
            ),
            html.Button(
                "Code…",
                id=ShareIds.CODE_OPEN,
                className="button",
                type="button",
                title="This view as curl, Python or a notebook.",
            ),
        ],
        className="share",
    )


def code_dialog() -> Any:
    actions = [
        html.Button("Copy", id=ShareIds.CODE_COPY, className="button filled", type="button"),
        html.Button("Download", id=ShareIds.CODE_SAVE, className="button", type="button"),
        html.Button("Close", id=ShareIds.CODE_CLOSE, className="button", type="button"),
    ]
    return html.Dialog(
        [
            html.Div(
                [html.H2("This view as code"), choice(ShareIds.CODE_KIND, "Written in", KINDS)],
                className="code-head",
            ),
            html.Pre("", id=ShareIds.CODE_TEXT, tabIndex=0),
            html.P(NOTE, id=ShareIds.CODE_NOTE, className="muted"),
            html.Div(actions, className="code-actions"),
        ],
        id=ShareIds.CODE,
        className="code",
        **{"aria-label": "This view as code"},
    )
