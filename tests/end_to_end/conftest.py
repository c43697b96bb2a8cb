"""A browser that is signed in, and watched for errors and foreign requests."""

import os
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from tests.end_to_end.chromium import installed, launched
from tests.stack import Served, Stack

REFUSED = "the server responded with a status of 422"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if installed() is None:
        sentence = "no Chromium: as root `make test` installs it, else `apt install chromium`"
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The application as `make run` starts it: with the example."""
    stack = Stack.start(tmp_path_factory.mktemp("example"), "--example")
    yield stack
    stack.end()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a signed-in page; in the end nothing may have gone wrong in any of them."""
    problems: list[str] = []
    contexts = []

    def open_page(
        stack: Served, theme: str = "light", width: int = 1440, height: int = 900, path: str = "/"
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: problems.extend(_console_problems(message)))
        page.on("pageerror", lambda error: problems.append(f"error: {error}"))
        page.on("request", lambda request: problems.extend(_foreign(request, stack.url)))
        page.goto(stack.sign_in_link())
        if path == "/":
            page.get_by_role("button").click()
            page.wait_for_url(f"{stack.url}/")
            return page
        # The page that a person arrives at stays unseen.
        fields: dict[str, str | float | bool] = dict(parse_qsl(urlsplit(page.url).query))
        context.request.post(f"{stack.url}/sign-in", form=fields, max_redirects=0)
        page.goto(stack.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems, problems


def _console_problems(message: ConsoleMessage) -> list[str]:
    refused = REFUSED in message.text  # a form says it in words of its own
    return [f"console: {message.text}"] if message.type == "error" and not refused else []


def _foreign(request: Request, own: str) -> list[str]:
    known = request.url.startswith((own, "data:", "blob:"))
    return [] if known else [f"request to another host: {request.url}"]
