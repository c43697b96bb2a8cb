"""The documentation of the API comes from this machine alone, to those who are signed in."""

import re

import httpx

from backend.api.middleware.security import DOCS
from tests.backend.api.test_bad_input import assert_problem
from tests.backend.people import Person


def test_every_part_of_the_page_is_here(viewer: Person) -> None:
    page = viewer.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    parts = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert all(part.startswith(("/", "data:")) for part in parts)
    shown = [part for part in parts if part.startswith(f"{DOCS}/")]
    assert len(shown) == 4
    for part in shown:
        answer = viewer.get(part.removeprefix("/api/v1"))
        assert answer.status_code == 200, part
        kind = "text/css" if part.endswith(".css") else "text/javascript"
        assert answer.headers["content-type"].startswith(kind)
        assert answer.content


def test_page_needs_no_inline_script(viewer: Person) -> None:
    page = viewer.get("/docs")
    assert "'unsafe-eval'" not in page.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]*src=)", page.text)


def test_strangers_are_sent_to_the_sign_in_page(anonymous: httpx.Client) -> None:
    answer = anonymous.get(DOCS)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in"
    assert_problem(anonymous.get(f"{DOCS}/page.js"), 401)


def test_other_parts_are_not_found(viewer: Person) -> None:
    for name in ("nothing.js", "redoc.standalone.js", "..%2f__init__.py", "%00"):
        assert_problem(viewer.get(f"/docs/{name}"), 404)


def test_the_description_is_there(viewer: Person) -> None:
    described = viewer.get("/openapi.json").json()
    assert "/api/v1/runs/{run_id}" in described["paths"]
    assert DOCS not in described["paths"]
