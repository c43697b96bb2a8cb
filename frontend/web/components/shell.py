"""What every page shares: header, navigation, theme, notices."""

from collections.abc import Sequence
from typing import Any

import dash
import dash_mantine_components as dmc
from dash import dcc, html

from frontend.web.ids import Ids

THEME = {
    "fontFamily": "var(--font)",
    "fontFamilyMonospace": "var(--mono)",
    "headings": {"fontFamily": "var(--font)", "fontWeight": "600"},
    "primaryColor": "blue",
    "defaultRadius": 8,
    "respectReducedMotion": True,
}


def layout(pages: Sequence[tuple[str, str]]) -> Any:
    """The whole document: (name, path) of every page make the navigation."""
    return dmc.MantineProvider(
        [
            dcc.Location(id=Ids.URL, refresh="callback-nav"),
            header(pages),
            html.Div(id=Ids.TROUBLES, className="notices", role="status"),
            html.Div(id=Ids.NOTICES, className="notices", role="status", **{"aria-live": "polite"}),
            html.Main(dash.page_container, className="page"),
            foot(),
            html.Dialog(id=Ids.KEYS, className="keys", **{"aria-label": "Keys"}),
        ],
        theme=THEME,
        defaultColorScheme="auto",
    )


def foot() -> Any:
    """Below every page."""
    return html.Nav(
        html.A("Glossary: what the words mean", href="/glossary"),
        className="page-foot muted",
        **{"aria-label": "Further pages"},
    )


def header(pages: Sequence[tuple[str, str]]) -> Any:
    return html.Header(
        [
            dcc.Link("Paysage", href="/", className="brand"),
            navigation(pages),
            html.Span(id=Ids.ACTIVITY, className="chip", hidden=True),
            keys_button(),
            theme_toggle(),
            sign_out(),
        ],
        className="header",
    )


def sign_out() -> Any:
    """A form, so that leaving the page and ending the session are one step."""
    button = html.Button("Sign out", id=Ids.SIGN_OUT, className="plain", type="submit")
    return html.Form(button, method="post", action="/sign-out")


def navigation(pages: Sequence[tuple[str, str]]) -> Any:
    links = [dcc.Link(name, href=path, className="nav-link") for name, path in pages]
    return html.Nav(links, id=Ids.NAV, **{"aria-label": "Pages"})


def keys_button() -> Any:
    return html.Button(
        "?",
        id=Ids.KEYS_OPEN,
        className="plain icon",
        type="button",
        title="Keys and tour",
        **{"aria-label": "Keys and tour"},
    )


def theme_toggle() -> Any:
    return html.Button(
        "◐",
        id=Ids.THEME,
        className="plain icon",
        type="button",
        title="Theme",
        **{"aria-label": "Theme"},
    )
