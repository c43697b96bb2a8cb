"""The page that explains every word of the field; a script fills it from its one table."""

from typing import Any

from dash import html

from frontend.web.ids import Ids


def layout(**_query: str) -> Any:
    return html.Div(
        [
            html.H1("Glossary"),
            html.P(
                "Words that stand on these pages. Where one is underlined with dots, a press shows "
                "its meaning.",
                className="muted",
            ),
            html.Dl(id=Ids.GLOSSARY, className="card glossary-terms"),
        ],
        className="glossary-page",
    )
