"""Cards that are linked: lists, A and B, reliability, foreign images; one image in all of them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.pictures import picture
from tests.end_to_end.test_page import ANSWER_MS, EXAMPLE_SECONDS, shown_images, wait_for_map
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(400)]


def compare_a_and_b(page: Page) -> None:
    pin = page.locator("#pin")
    pin.click()
    expect(pin).to_have_text("Pin as B")
    expect(page.locator("#map .map-pin.a")).to_be_visible()
    page.locator("#here input").fill("0.9")
    page.locator("#here input").press("Enter")
    pin.click()
    card = page.locator("#compare")
    expect(page.locator("#compare-words")).to_contain_text(
        re.compile(r"for \d+ of the 24 images in the gallery and for \d+ of 10,000 test images"),
        timeout=ANSWER_MS,
    )
    expect(card.get_by_text("t = 0.90")).to_be_visible()
    card.get_by_role("button", name="Show images on which they differ").click()
    expect(page.locator("#compare-words")).to_contain_text(
        re.compile(r"for (\d+) of the \1 images in the gallery"), timeout=ANSWER_MS
    )
    card.get_by_role("button", name=re.compile("Test image")).nth(1).click()
    expect(page.locator("#gallery .tile").nth(1)).to_have_attribute("aria-pressed", "true")
    picture(page, "a-and-b-light")
    card.get_by_role("button", name="Unpin").first.click()
    expect(page.locator("#map .map-pin.a")).to_be_hidden()
    expect(pin).to_have_text("Pin as A")


def take_one_that_depends_on_the_seed(page: Page) -> None:
    page.locator("#lists").scroll_into_view_if_needed()
    flips = page.locator("#lists .list").filter(has_text="Label depends on the seed")
    expect(flips).to_contain_text("from 8 retrainings, pooled over 10,000 test images")
    tile = flips.locator("button.tile").nth(2)
    expect(tile).to_have_attribute("title", re.compile(r"\d+ % flip risk"), timeout=ANSWER_MS)
    number = tile.get_attribute("data-example")
    tile.click()
    tiles = page.locator("#gallery .tile")
    expect(tiles.nth(2)).to_have_attribute("data-example", str(number), timeout=ANSWER_MS)
    expect(tiles.nth(2)).to_have_attribute("aria-pressed", "true")
    tile.hover()
    expect(tiles.nth(2)).to_have_class(re.compile("hovered"))


def read_the_diagrams(page: Page) -> None:
    words = page.locator("#reliability-words")
    page.locator("#reliability").scroll_into_view_if_needed()
    expect(words).to_contain_text("this network: calibration error", timeout=ANSWER_MS)
    expect(words).to_contain_text("8 retrainings, mean: calibration error")
    expect(page.locator("#reliability-chart .pointer.chosen")).to_be_visible()
    expect(page.locator("#recall .mark.retrainings")).to_have_count(11)  # ten and the legend's
    expect(page.locator("#evaluation-state")).to_have_text("", timeout=1000 * EXAMPLE_SECONDS)
    page.get_by_label("Images of the diagram").select_option("rotation-3")
    expect(page.get_by_label("Images", exact=True)).to_have_value("rotation-3")
    expect(words).to_contain_text("curve, mean: calibration error")
    expect(words).to_contain_text("on test images only")
    foreign = page.locator("#foreign")
    if foreign.is_visible():  # where notMNIST or EMNIST lies on this machine
        expect(foreign.locator(".shares.foreign.retrainings")).to_have_count(2)
    picture(page, "diagrams-light")


def test_one_image_is_found_in_every_card(example: Stack, open_page: Callable[..., Page]) -> None:
    page = open_page(example)
    page.goto(example.url)
    wait_for_map(page)
    shown_images(page)
    expect(page.locator("#here-figures")).to_contain_text("accuracy", timeout=ANSWER_MS)
    compare_a_and_b(page)
    take_one_that_depends_on_the_seed(page)
    read_the_diagrams(page)
    page.locator("#order").get_by_text("by seed").click()
    expect(page.locator("#gallery .skeleton")).to_have_count(0, timeout=ANSWER_MS)
