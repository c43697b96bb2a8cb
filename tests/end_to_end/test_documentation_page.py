"""The documentation of the API in a browser, in both themes, without another host."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.pictures import picture
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(400)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_api_is_read_and_tried(
    stack: Stack, open_page: Callable[..., Page], theme: str
) -> None:
    page = open_page(stack, theme=theme, path="/api/v1/docs")
    operation = page.locator("#operations-status-status_api_v1_status_get")
    expect(operation).to_be_visible(timeout=30_000)
    expect(page.locator("html.dark-mode")).to_have_count(1 if theme == "dark" else 0)
    picture(page, f"api-{theme}")
    operation.get_by_role("button").first.click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table")).to_contain_text('"role": "admin"')
    picture(page, f"api-tried-{theme}")


def test_the_page_leads_there(stack: Stack, open_page: Callable[..., Page]) -> None:
    page = open_page(stack, path="/runs")
    page.locator("#keys-open").click()
    page.get_by_role("link", name="API documentation").click()
    expect(page.locator("#viewer")).to_contain_text("/api/v1/runs", timeout=30_000)
