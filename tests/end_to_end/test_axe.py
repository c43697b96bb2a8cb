"""axe-core on every page, in both themes: nothing serious."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.end_to_end.test_page import ANSWER_MS, shown_images, wait_for_map
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(400)]

SERIOUS = ("serious", "critical")


def findings(page: Page) -> list[str]:
    """Of weight, one line for each element."""
    violations: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{found['id']} ({found['impact']}): {node['html'][:150]} {node['failureSummary'][:300]}"
        for found in violations
        if found["impact"] in SERIOUS
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page(example: Stack, open_page: Callable[..., Page], theme: str) -> None:
    page = open_page(example, theme)
    with example.client() as client:
        runs = client.runs().items
    for run in runs:
        page.goto(f"{example.url}/explore/{run.id}")
        wait_for_map(page)
        shown_images(page)
        page.locator("#explore:not(.busy)").wait_for(timeout=ANSWER_MS)  # else figures are faded
        assert findings(page) == [], run.name
    page.locator("#verdict .term").first.click()
    assert findings(page) == [], "the note of a term"
    others = (
        ("launch", "#launch-train"),
        ("runs", "#runs-grid .ag-row"),
        ("glossary", "#glossary dt"),
    )
    for path, ready in others:
        page.goto(f"{example.url}/{path}")
        expect(page.locator(ready).first).to_be_visible(timeout=ANSWER_MS)
        assert findings(page) == [], path
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    assert findings(page) == []
