"""Words of the field are explained where they stand: by mouse, finger and keyboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.test_page import ANSWER_MS, wait_for_map
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(400)]


def test_a_term_is_explained_by_mouse_and_keyboard(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(example)
    page.goto(example.url)
    wait_for_map(page)
    expect(page.locator("#verdict")).to_contain_text(
        re.compile(r"retrainings predict .*the curve costs three trainings"), timeout=ANSWER_MS
    )
    note = page.locator("#term-note")
    place = page.locator("#here input")
    before = place.input_value()
    page.get_by_role("button", name="units of weight distance").click()
    expect(note).to_contain_text("Straight-line distance between two networks")
    assert place.input_value() == before, "a press on a term moves nobody"
    page.get_by_role("button", name="units of weight distance").click()
    expect(note).to_be_hidden()

    barrier = page.locator("#way-words").get_by_role("button", name="barrier")
    barrier.press("Enter")
    expect(note).to_contain_text("rises above")
    assert page.evaluate("document.activeElement.id") == "term-note"
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(barrier).to_be_focused()
    page.locator("#evaluation").get_by_role("button", name="AURC", exact=True).press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/glossary#aurc$"))
    expect(page.locator("#aurc")).to_be_in_viewport()
    expect(page.locator("#glossary dt")).to_have_count(page.locator("#glossary dd").count())


def test_a_finger_opens_a_note_within_the_screen(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(example, width=390, height=844)
    page.goto(example.url)
    wait_for_map(page)
    for words in ("NLL", "nats"):
        page.locator(".term", has_text=re.compile(f"^{words}$")).first.click()
        box = page.locator("#term-note").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    page.locator("#run-title").click()
    expect(page.locator("#term-note")).to_be_hidden()
