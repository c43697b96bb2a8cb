"""The frame of the site: pages, theme, malformed calls, and nothing from elsewhere."""

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from frontend.web import app as web
from frontend.web import ids
from frontend.web.app import PAGES, create_dash
from frontend.web.ids import Ids
from frontend.web.ids.launch import LaunchIds
from frontend.web.ids.runs import RunsIds
from frontend.web.pages import not_found

ASSETS = Path(web.__file__).parent / "assets"
OWN_SCRIPTS = sorted(ASSETS.rglob("*.js"))
EXPLORE = [
    group
    for group in vars(ids).values()
    if isinstance(group, type) and issubclass(group, StrEnum) and group not in (StrEnum, Ids)
]
"""Ids of the main page, by its parts."""
CALL = "/_dash-update-component"


@pytest.fixture(scope="module")
def dash_app() -> Any:
    return create_dash()


@pytest.fixture
def client(dash_app: Any) -> Iterator[FlaskClient]:
    with dash_app.server.test_client() as client:
        yield client


@pytest.mark.parametrize("path", [page.path for page in PAGES] + ["/explore/0123456789ab"])
def test_every_page_answers(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_an_address_that_leads_nowhere_says_where_to_go() -> None:
    said = str(not_found.layout())
    for words in ("There is no page here", "href='/'", "href='/runs'"):
        assert words in said


def test_pages_are_registered_once_with_their_own_paths() -> None:
    assert len({page.path for page in PAGES}) == len({page.name for page in PAGES}) == len(PAGES)


def _ids(component: Any) -> Iterator[str]:
    if getattr(component, "id", None) is not None:
        yield str(component.id)
    children = getattr(component, "children", None)
    for child in children if isinstance(children, list | tuple) else [children]:
        if hasattr(child, "to_plotly_json"):
            yield from _ids(child)


def test_explore_has_every_declared_id_once() -> None:
    explore = next(page for page in PAGES if page.name == "Explore")
    found = sorted(_ids(explore.layout(run="0123456789ab")))
    assert found == sorted(str(each) for group in EXPLORE for each in group)


def test_scripts_look_for_declared_ids_only() -> None:
    declared = {str(each) for group in (Ids, LaunchIds, RunsIds, *EXPLORE) for each in group}
    scripts = [path.read_text() for path in OWN_SCRIPTS]
    made = {name for text in scripts for name in re.findall(r'\bid: "([a-z-]+)"', text)}
    sought = {
        name
        for text in scripts
        for name in re.findall(r'\b(?:byId|text|choice|put)\("([a-z-]+)"', text)
    }
    assert sought
    assert sought <= declared | made


def test_scripts_never_write_html_from_text() -> None:
    pattern = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write")
    assert [path.name for path in OWN_SCRIPTS if pattern.search(path.read_text())] == []


def test_own_scripts_are_modules_under_an_address_that_names_their_content(
    client: FlaskClient,
) -> None:
    text = client.get("/").text
    modules = re.findall(r'<link rel="modulepreload" href="([^"]+)"', text)
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', text)
    own = [path for path in styles if not path.startswith("/_dash-component-suites")]
    assert len(modules) == len(OWN_SCRIPTS)
    assert [Path(path).name for path in own] == ["styles.css"]
    assert f'import("{next(path for path in modules if path.endswith("/main.js"))}")' in text
    for path in [*own, *modules]:
        answer = client.get(path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("script", OWN_SCRIPTS, ids=lambda path: path.stem)
def test_every_module_that_a_script_imports_is_there(script: Path) -> None:
    named = re.findall(r'^import (?:[^"]* from )?"([^"]+)";', script.read_text(), re.MULTILINE)
    assert [name for name in named if not (script.parent / name).is_file()] == []


def test_nothing_comes_from_another_host(client: FlaskClient) -> None:
    texts = [client.get("/").text] + [
        path.read_text() for path in ASSETS.rglob("*") if path.suffix in (".js", ".css")
    ]
    addresses = {
        match for text in texts for match in re.findall(r"(?:https?:)?//[\w.-]+\.\w+", text)
    }
    assert addresses <= {"http://www.w3.org"}  # the name of SVG, not an address


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_first_html_wears_the_chosen_theme(client: FlaskClient, theme: str) -> None:
    client.set_cookie("paysage-theme", theme)
    assert f'<html lang="en" data-mantine-color-scheme="{theme}">' in client.get("/").text


def test_an_unknown_theme_is_the_systems(client: FlaskClient) -> None:
    client.set_cookie("paysage-theme", '"><script>')
    assert '<html lang="en">' in client.get("/").text


MALFORMED = [
    b"",
    b"{}",
    b"[]",
    b"null",
    b"x",
    b"[" * 100_000,
    json.dumps({"output": ["nav.title"]}).encode(),
    json.dumps({"output": "nowhere.title", "inputs": []}).encode(),
    json.dumps({"output": "_pages_content.children", "inputs": 5}).encode(),
]


@pytest.mark.parametrize("body", MALFORMED, ids=range(len(MALFORMED)))
def test_a_malformed_call_is_refused_and_not_an_error_of_ours(
    client: FlaskClient, body: bytes
) -> None:
    answer = client.post(CALL, data=body, content_type="application/json")
    assert answer.status_code == 400
