"""An ensemble put together by hand, and the map of solutions, as a person uses them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.pictures import picture
from tests.end_to_end.test_page import ANSWER_MS, press_map, wait_for_map
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(400)]


def fill(page: Page) -> None:
    """A place of the map, a piece of the curve, both ends; then one of them is taken out."""
    marks = page.locator("#map .basket-marks i")
    page.locator("#basket-add").click()
    press_map(page, 0.5, 0.12)
    page.locator("#basket-add").click()
    expect(marks).to_have_count(2)
    card = page.locator("#basket")
    card.scroll_into_view_if_needed()
    networks = card.get_by_role("row").filter(has_text="your ensemble").get_by_role("cell").first
    expect(networks).to_have_text("2", timeout=ANSWER_MS)
    card.get_by_label("networks", exact=True).fill("4")
    card.get_by_role("button", name="Add piece").click()
    expect(networks).to_have_text("6", timeout=ANSWER_MS)
    card.get_by_role("button", name="Add ends").click()
    expect(networks).to_have_text("8", timeout=ANSWER_MS)
    expect(marks).to_have_count(8)
    card.get_by_role("button", name=re.compile("Take out at \\(")).click()
    expect(networks).to_have_text("7", timeout=ANSWER_MS)


def test_people_put_an_ensemble_together(example: Stack, open_page: Callable[..., Page]) -> None:
    page = open_page(example)
    page.goto(example.url)
    wait_for_map(page)
    fill(page)
    card = page.locator("#basket")
    deep = card.get_by_role("row").filter(has_text="Deep Ensemble, 8 retrainings")
    expect(deep).to_contain_text("8 trainings")
    expect(page.locator("#basket-words")).to_contain_text(re.compile("calibration error"))
    expect(page.locator("#basket-notes")).to_contain_text("On all 10,000 test images")
    expect(page.locator("#basket-reliability .mark.subspace").first).to_be_visible()
    picture(page, "basket-light")
    card.get_by_role("button", name="Clear").click()
    expect(page.locator("#basket-words")).to_contain_text("Nothing is in the basket yet")
    expect(page.locator("#map .basket-marks i")).to_have_count(0)


def test_people_walk_over_the_map_of_solutions(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(example, "dark")
    page.goto(example.url)
    wait_for_map(page)
    card = page.locator("#solutions")
    card.scroll_into_view_if_needed()
    words = page.locator("#solutions-words")
    expect(words).to_contain_text(re.compile(r"span the retrainings.*stress \d"), timeout=ANSWER_MS)
    expect(card.locator(".solution.retraining")).to_have_count(8)
    chosen = page.locator("#solutions-chosen")
    page.locator("#solutions-chart").focus()
    page.keyboard.press("ArrowRight")
    expect(chosen).to_contain_text(re.compile(r"network 1: accuracy \d"))
    page.keyboard.press("Enter")
    expect(page.locator("#here input")).to_have_value("0.00")
    page.keyboard.press("ArrowLeft")
    expect(chosen.get_by_role("link")).to_have_attribute(
        "href", re.compile(r"/explore/[0-9a-f]{12}\?member=7")
    )
    picture(page, "solutions-dark")
