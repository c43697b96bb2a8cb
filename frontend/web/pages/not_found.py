"""What stands where no page is."""

from typing import Any

from dash import dcc, html


def layout(**_query: str) -> Any:
    return html.Div(
        [
            html.H1("There is no page here"),
            html.P("The address leads nowhere: it may be mistyped or cut, or of another version."),
            html.P(
                [
                    dcc.Link("Explore a landscape", href="/", className="button filled"),
                    " ",
                    dcc.Link("See all runs", href="/runs", className="button"),
                ]
            ),
        ],
        className="card not-found",
    )
