"""Nothing stands out of its card or of the page, on screens of every width."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.test_page import ANSWER_MS, wait_for_map
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(600)]

FIGURES_MS = 120_000
SIZES = {"1440": (1440, 900), "1024": (1024, 768), "1440 at 150 %": (960, 600), "390": (390, 844)}
BEYOND = (Path(__file__).parent / "beyond.js").read_text()
READY = {
    "/launch": "#launch-train",
    "/runs": "#runs-grid .ag-row .runs-name a",
    "/glossary": "#glossary dt",
}


def check(page: Page, where: str) -> None:
    assert page.evaluate(BEYOND) == [], where
    width = page.evaluate("document.documentElement.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, where


@pytest.mark.parametrize("size", SIZES)
def test_everything_stays_in_its_place(
    example: Stack, open_page: Callable[..., Page], size: str
) -> None:
    width, height = SIZES[size]
    page = open_page(example, width=width, height=height)
    with example.client() as client:
        runs = [run.id for run in client.runs().items]
    for run in runs:
        page.goto(f"{example.url}/explore/{run}")
        wait_for_map(page)
        expect(page.locator("#here-figures")).to_contain_text("accuracy", timeout=FIGURES_MS)
        page.locator("#basket-add").click()
        page.locator("#pin").click()
        check(page, f"{run} at {size}")
    for path, ready in READY.items():
        page.goto(example.url + path)
        expect(page.locator(ready).first).to_be_visible(timeout=ANSWER_MS)
        check(page, f"{path} at {size}")
