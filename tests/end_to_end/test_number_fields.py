"""Every field for a number keeps what was typed, key by key: it is read, or refused beside it."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from frontend.web.components.form_fields import ONE_NUMBER, Group
from frontend.web.components.launch_fields import CHOICES, OWNER_OF, section
from tests.end_to_end.test_page import ANSWER_MS, press_map, wait_for_map
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(400)]


def retype(field: Locator, text: str) -> None:
    """As a hand does, key by key."""
    field.click()
    field.press("ControlOrMeta+a")
    field.press("Delete")
    field.page.keyboard.type(text)


def numbers_of(group: Group, owner: str = "") -> list[str]:
    return [field.id for field in section(group, owner) if field.kind in ONE_NUMBER]


def each_field(page: Page) -> Iterator[Locator]:
    """Those of the recipe and of two choices of each kind, each while it is shown.

    That no field of the form is of another make, a test of the form says.
    """
    page.get_by_text("Optimiser, batches and precision").click()
    for group in (Group.RECIPE, Group.TRAINING):
        yield from (page.locator(f"#{id_}") for id_ in numbers_of(group))
    for group, kind in OWNER_OF.items():
        for name, entry in list(CHOICES[kind].items())[:2]:
            title = page.locator(".launch-choice-title").get_by_text(entry.title, exact=True)
            page.locator(".launch-choice").filter(has=title).click()
            yield from (page.locator(f"#{id_}") for id_ in numbers_of(group, name))


def test_the_form_reads_or_refuses_what_was_typed(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(example, path="/launch")
    train, command = page.locator("#launch-train"), page.locator("#launch-command")
    expect(train).to_be_enabled(timeout=ANSWER_MS)
    page.get_by_text("Optimiser, batches and precision").click()
    rate = page.locator("#launch-training-learning_rate")
    beside = page.locator("#launch-training-learning_rate-error")
    for typed, read in (("1e-3", "0.001"), ("5e-4", "0.0005"), ("2.5", "2.5"), ("0,25", "0.25")):
        retype(rate, typed)
        expect(command).to_contain_text(f"training.learning_rate={read}", timeout=ANSWER_MS)
        expect(rate).to_have_value(typed)
        expect(train).to_be_enabled()
        expect(beside).to_have_count(0)
    for typed, sentence in (
        ("-5", "More than 0, got -5."),
        ("1e", "Write a number, such as 0.25, 0,25 or 1e-3; got 1e."),
        ("60,000", "60,000 can mean 60.000 or 60000; write one of these."),
    ):
        retype(rate, typed)
        expect(beside).to_have_text(sentence, timeout=ANSWER_MS)
        expect(rate).to_have_value(typed)
        expect(train).to_be_disabled()
    epochs = page.locator("#launch-recipe-epochs")
    epochs.press("ArrowUp")
    expect(epochs).to_have_value("4")


def test_fields_of_the_form_keep_every_key(example: Stack, open_page: Callable[..., Page]) -> None:
    page = open_page(example, path="/launch")
    expect(page.locator("#launch-train")).to_be_enabled(timeout=ANSWER_MS)
    seen = 0
    for field in each_field(page):
        retype(field, "-,e")
        expect(field).to_have_value("-,e")
        seen += 1
    assert seen > 15


def test_where_one_is_stands_beside_no_other_text(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(example)
    page.goto(example.url)
    wait_for_map(page)
    place, refusal = page.locator("#here input"), page.locator("#here .refusal")
    figures = page.locator("#here-figures")
    expect(figures).to_contain_text("accuracy", timeout=ANSWER_MS)
    for typed, at in (("0,25", "0.25"), ("1e-3", "0.001"), (" 0.5 ", "0.5")):
        retype(place, typed)
        place.press("Enter")
        expect(page).to_have_url(re.compile(rf"[?]t={at}$|/explore/\w+$|/$"), timeout=ANSWER_MS)
        expect(place).to_have_value(typed)
        expect(figures).to_be_visible()
    for typed in ("1.5", "-5", "abc", "1,000"):
        retype(place, typed)
        place.press("Enter")
        expect(refusal).to_contain_text(typed)
        expect(place).to_have_value(typed)
        expect(figures).to_be_hidden()
        for button in ("#pin", "#basket-add"):
            expect(page.locator(button)).to_be_disabled()
    place.press("Escape")
    expect(place).to_have_value(" 0.5 ")
    expect(figures).to_be_visible()
    retype(place, "1.5")
    press_map(page, 0.5, 0.1)
    expect(page.locator("#here-words")).to_contain_text("off", timeout=ANSWER_MS)
    expect(page.locator("#pin")).to_be_enabled()


def test_a_piece_of_the_curve_is_what_was_typed(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(example)
    page.goto(example.url)
    wait_for_map(page)
    card = page.locator("#basket")
    add, networks = card.get_by_role("button", name="Add piece"), card.get_by_label("networks")
    for typed in ("0", "-3", "2.5", "many"):
        retype(networks.first, typed)
        expect(card.get_by_role("alert").filter(has_text=f"got {typed}.")).to_be_visible()
        expect(networks.first).to_have_value(typed)
        expect(add).to_be_disabled()
    retype(networks.first, "1000")
    retype(card.get_by_label("from t"), "0")
    retype(card.get_by_label("to t"), "1")
    add.click()
    chips, notices = page.locator("#basket-chips"), page.locator("#notices")
    expect(chips).to_contain_text("t 0.00 to 1.00, 64 networks")
    expect(notices).to_contain_text("64 of the 1,000 that were asked for")
    add.click()
    expect(notices).to_contain_text("These networks are in the basket already.")
    expect(chips.get_by_role("listitem")).to_have_count(1)
    card.get_by_role("button", name="Clear").click()
    card.get_by_role("button", name="Add ends").click()
    own = card.get_by_role("row").filter(has_text="your ensemble").get_by_role("cell")
    expect(own.nth(1)).to_have_text("2 trainings", timeout=ANSWER_MS)
