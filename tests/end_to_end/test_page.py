"""Through the page as a person goes: watch, click, drag, compare, launch, cancel, sign out."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.pictures import picture
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(400)]

EXAMPLE_SECONDS = 300
ANSWER_MS = 15_000


def wait_for_map(page: Page) -> None:
    page.wait_for_selector("#explore[data-state=ready]", timeout=1000 * EXAMPLE_SECONDS)


def shown_images(page: Page) -> list[str | None]:
    expect(page.locator("#gallery .skeleton")).to_have_count(0, timeout=ANSWER_MS)
    tiles = page.locator("#gallery .tile").all()
    return [tile.get_attribute("title") for tile in tiles]


def press_map(page: Page, x: float, y: float) -> None:
    """Click on the map at a part of its width and height, from the upper left."""
    box = page.locator("#map .map-sheet").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])


def test_people_move_over_the_landscape(example: Stack, open_page: Callable[..., Page]) -> None:
    page = open_page(example)
    page.goto(example.url)
    wait_for_map(page)
    for words in ("curve, mean", "one network", "8 retrainings, mean"):
        expect(page.locator(".facts").get_by_text(words, exact=True)).to_be_visible()
    expect(page.get_by_text(re.compile(r"straight across: barrier \d"))).to_be_visible()
    before = shown_images(page)
    figures = page.locator("#here-figures")
    expect(figures).to_contain_text("accuracy", timeout=ANSWER_MS)
    at_first = figures.inner_text()

    press_map(page, 0.5, 0.08)
    expect(page.locator("#here-words")).to_contain_text("off the curve", timeout=ANSWER_MS)
    expect(figures).not_to_have_text(at_first, timeout=ANSWER_MS)
    picture(page, "off-the-family")

    box = page.locator("#way").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.5 * box["width"], middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.3 * box["width"], middle, steps=6)
    page.mouse.up()
    place = page.locator("#here input")
    expect(place).to_have_value(re.compile(r"^0\.[12]\d*$"), timeout=ANSWER_MS)
    expect(page.locator("#here-words")).not_to_contain_text("off the curve")
    assert shown_images(page) != before

    page.locator("#order").get_by_text("wrong").click()
    first = page.locator("#gallery .tile").first
    expect(first).not_to_have_attribute("title", str(before[0]), timeout=ANSWER_MS)
    shown_images(page)
    picture(page, "explore-light")


def test_the_page_is_whole_in_the_dark_and_on_a_phone(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    for name, theme, width, height in (
        ("explore-dark", "dark", 1440, 900),
        ("explore-phone", "light", 390, 844),
    ):
        page = open_page(example, theme, width, height)
        page.goto(example.url)
        wait_for_map(page)
        shown_images(page)
        expect(page.locator("#here-figures")).to_contain_text("accuracy", timeout=ANSWER_MS)
        picture(page, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_click_on_an_image_shows_where_it_is_right(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(example)
    page.goto(example.url)
    wait_for_map(page)
    shown_images(page)
    page.locator("#gallery .tile").nth(2).click()
    subject = page.locator("#subject")
    expect(subject).to_contain_text(
        re.compile(r"Where image \d+, labelled \d, is right: at \d+ %"), timeout=ANSWER_MS
    )
    expect(page.locator("#scale .answer-key").first).to_contain_text("says")
    picture(page, "image-map-light")
    page.keyboard.press("Escape")
    expect(page.locator("#scale .ramp")).to_be_visible()
    page.get_by_label("Images that the map is about").select_option(label="Labelled 3")
    expect(subject).to_contain_text("1,010 images labelled 3", timeout=ANSWER_MS)
    page.get_by_role("button", name="All images").click()
    expect(page.locator("#map-note")).to_have_text("on test, 10,000 images")


def test_the_evaluation_grows_below_the_instrument(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(example)
    page.goto(example.url)
    wait_for_map(page)
    card = page.locator("#evaluation")
    for words in ("curve, mean", "network at t = 0.5", "one network", "8 retrainings, mean"):
        expect(card.get_by_role("row").filter(has_text=words)).to_be_visible()
    expect(page.locator("#evaluation-state")).to_have_text("", timeout=1000 * EXAMPLE_SECONDS)
    nll = card.get_by_role("row").filter(has_text="curve, mean").get_by_role("cell").nth(1)
    on_test = nll.inner_text()
    expect(card).to_contain_text("caught up with a plain run", ignore_case=True)
    card.get_by_role("button", name="after temperature scaling").click()
    expect(nll).not_to_have_text(on_test)
    card.get_by_label("Images", exact=True).select_option("rotation-3")
    expect(card).to_contain_text("2,000 images, 8 networks averaged")
    expect(card).to_contain_text("One more retraining would change about")
    expect(card).not_to_contain_text("caught up with a plain run", ignore_case=True)
    card.scroll_into_view_if_needed()
    picture(page, "evaluation-light")


def test_everything_important_fits_on_one_screen(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(example)
    page.goto(example.url)
    wait_for_map(page)
    for part in ("#map", "#way", "#here", "#chosen-image", "#bars", "#ribbons", "#gallery"):
        box = page.locator(part).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900, part
        assert box["x"] + box["width"] <= 1440, part


def test_a_training_is_launched_watched_and_cancelled(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(example)
    page.goto(f"{example.url}/launch")
    page.get_by_text("Three to five networks trained together").click()
    expect(page.locator("#launch-cost-trainings")).to_contain_text(
        re.compile(r"\d"), timeout=ANSWER_MS
    )
    picture(page, "launch-light")
    page.locator("#launch-train").click()
    page.wait_for_url(re.compile(r"/explore/[0-9a-f]{12}"), timeout=ANSWER_MS)
    address = page.url
    # A line of one point has no extent that could be seen.
    expect(page.locator("#status path.training-line").first).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Cancel training").click(timeout=60_000)
    expect(page.locator("#explore")).to_have_attribute("data-state", "cancelled", timeout=60_000)
    card = page.locator("#learning")
    expect(card.locator("path.learning-line").first).to_be_visible(timeout=ANSWER_MS)
    card.get_by_role("button", name="Lay another run over it").click()
    page.get_by_role("searchbox", name="Runs by name").fill("eight networks")
    page.locator(".found-run").get_by_text("eight networks").click(timeout=ANSWER_MS)
    expect(card.locator("circle.learning-run-b")).to_have_count(6, timeout=ANSWER_MS)
    expect(page).to_have_url(re.compile(r"\?beside=[0-9a-f]{12}$"))
    picture(page, "cancelled-light")
    page.reload()
    expect(card.locator(".learning-run")).to_have_count(2, timeout=ANSWER_MS)

    second = page.context.new_page()
    second.goto(f"{example.url}/runs")
    expect(second.locator("#runs-grid").get_by_text("cancelled").first).to_be_visible(
        timeout=ANSWER_MS
    )
    expect(second.locator("#runs-grid").get_by_text("Example").first).to_be_visible()
    picture(second, "runs-light")
    second.goto(address)
    expect(second.get_by_role("button", name=re.compile("again|retry", re.I))).to_be_visible(
        timeout=ANSWER_MS
    )


def test_signing_out_closes_the_door(example: Stack, open_page: Callable[..., Page]) -> None:
    page = open_page(example)
    page.goto(example.url)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/sign-in"))
    page.goto(f"{example.url}/runs")
    expect(page).to_have_url(re.compile("/sign-in"))
    picture(page, "sign-in")
