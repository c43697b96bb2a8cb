"""The Dash app on its own Flask server: pages, shell and theme."""

from functools import partial
from pathlib import Path
from typing import Any

import dash
from flask import Flask, request

from frontend.web.bundle import Bundle
from frontend.web.callbacks import explore as explore_callbacks
from frontend.web.callbacks import glossary as glossary_callbacks
from frontend.web.callbacks import launch as launch_callbacks
from frontend.web.callbacks import runs as runs_callbacks
from frontend.web.callbacks import shell as shell_callbacks
from frontend.web.components import shell
from frontend.web.guard import refuse_malformed_calls
from frontend.web.page import Page
from frontend.web.pages import explore, glossary, launch, not_found, runs

PAGES: tuple[Page, ...] = (
    Page(
        name="Explore",
        path="/",
        template="/explore/<run>",
        layout=explore.layout,
        register_callbacks=explore_callbacks.register,
    ),
    Page(
        name="Launch",
        path="/launch",
        layout=launch.layout,
        register_callbacks=launch_callbacks.register,
    ),
    Page(
        name="Runs",
        path="/runs",
        layout=runs.layout,
        register_callbacks=runs_callbacks.register,
    ),
    Page(
        name="Glossary",
        path="/glossary",
        layout=glossary.layout,
        register_callbacks=glossary_callbacks.register,
        listed=False,
    ),
)
"""In the order of the navigation."""

NOT_FOUND = "not_found_404"
"""Dash shows the page of this name where an address leads nowhere."""
THEME_COOKIE = "paysage-theme"
INDEX = """<!DOCTYPE html>
<html lang="en"{theme}>
<head>
{metas}
<meta name="color-scheme" content="light dark">
<title>{title}</title>
{favicon}
{css}
{preloads}
</head>
<body>
{app_entry}
<footer>{config}{scripts}{renderer}</footer>
</body>
</html>"""


def create_dash(url_base_pathname: str = "/", pages: tuple[Page, ...] = PAGES) -> Any:
    """Build the app; `.server` is the WSGI application to mount."""
    bundle = Bundle(Path(__file__).parent / "assets", url_base_pathname)
    app = dash.Dash(
        "paysage",
        server=Flask("paysage"),
        url_base_pathname=url_base_pathname,
        include_assets_files=False,
        external_stylesheets=[bundle.styles],
        use_pages=True,
        pages_folder="",
        eager_loading=False,  # else every page waits for the libraries of all others
        serve_locally=True,
        title="Paysage",
        update_title="",
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    bundle.serve(app.server)
    # Dash calls functions of the modules, so that it begins when they are there.
    app.renderer = f'import("{bundle.main}").then(() => new DashRenderer());'
    for page in pages:
        _register(page)
    dash.register_page(NOT_FOUND, layout=not_found.layout, title="No page here · Paysage")
    app.interpolate_index = partial(_index, bundle.preloads())
    app.layout = shell.layout([(page.name, page.path) for page in pages if page.listed])
    shell_callbacks.register(app)
    for page in pages:
        page.register_callbacks(app)
    refuse_malformed_calls(app)
    # Dash adds the pages' own inline script at the first request; its hash is needed before that.
    app.server.test_client().get(url_base_pathname)
    return app


def _register(page: Page) -> None:
    dash.register_page(
        page.name,
        path=page.path,
        path_template=page.template,
        layout=page.layout,
        title=f"{page.name} · Paysage",
    )


def _index(preloads: str, **parts: str) -> str:
    """The first HTML; the theme comes from a cookie, so that the page never flashes."""
    theme = request.cookies.get(THEME_COOKIE)
    known = theme if theme in ("light", "dark") else None
    attribute = f' data-mantine-color-scheme="{known}"' if known else ""
    return INDEX.format(theme=attribute, preloads=preloads, **parts)
