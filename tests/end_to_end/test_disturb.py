"""Drawing a digit and turning it, as a person does."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.pictures import picture
from tests.end_to_end.test_page import ANSWER_MS, wait_for_map
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(400)]

SEVEN = ((0.3, 0.3), (0.7, 0.25), (0.5, 0.55), (0.4, 0.85))


def draw(page: Page, stroke: tuple[tuple[float, float], ...]) -> None:
    box = page.locator("#pad").bounding_box()
    assert box is not None
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=5)
    page.mouse.up()


def disturb(page: Page) -> None:
    """The chosen image first, then a drawing; moved by the keyboard, cleared in the end."""
    words, seen = page.locator("#disturb-words"), page.locator("#disturb-image")
    page.locator("#disturb").scroll_into_view_if_needed()
    expect(words).to_contain_text("At 0°:", timeout=ANSWER_MS)
    chosen = seen.get_attribute("src")

    draw(page, SEVEN)
    expect(seen).not_to_have_attribute("src", str(chosen), timeout=ANSWER_MS)
    own = page.locator("#disturb-source [data-value=own]")
    expect(own).to_have_attribute("aria-pressed", "true")
    straight = seen.get_attribute("src")
    page.locator("#disturb-slider input").focus()
    page.keyboard.press("ArrowRight")
    expect(words).to_contain_text("At 3°:")
    expect(seen).not_to_have_attribute("src", str(straight))
    expect(page.locator("#disturb-chart .disturb-line.subspace").first).to_be_visible()

    page.locator("#disturb-kind").get_by_text("blur").click()
    expect(words).to_contain_text(re.compile(r"At 0 pixels:.*[Ll]abel"), timeout=ANSWER_MS)
    picture(page, "draw-and-disturb")
    page.locator("#pad-clear").click()
    expect(words).to_contain_text("Draw in the frame")
    expect(seen).not_to_have_attribute("src", re.compile(""))
    expect(seen).to_have_css("filter", "none")


def test_people_draw_and_disturb(example: Stack, open_page: Callable[..., Page]) -> None:
    page = open_page(example)
    page.goto(example.url)
    wait_for_map(page)
    disturb(page)
