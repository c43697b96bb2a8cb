"""How the page feels: links, files, code, keys, the tour and the demo, as a person meets them."""

import csv
import json
import re
import struct
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.end_to_end.code_of_view import run_cells, run_curl, run_python
from tests.end_to_end.modules import view_address
from tests.end_to_end.pictures import picture
from tests.end_to_end.test_page import ANSWER_MS, shown_images, wait_for_map
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(400)]

SVG = "{http://www.w3.org/2000/svg}"
FIRST = ("map", "way", "class probabilities", "along the way", "test images", "evaluation")
"""Figures that are there without scrolling, or drawn from what is."""
OVERLAP = """() => {
  const [a, b] = [".tour-ring", ".tour-bubble"]
    .map((name) => document.querySelector(name).getBoundingClientRect());
  const side = (low, high) => Math.max(0, Math.min(a[high], b[high]) - Math.max(a[low], b[low]));
  return side("left", "right") * side("top", "bottom");
}"""

OpenPage = Callable[..., Page]


@pytest.fixture
def page(example: Stack, open_page: OpenPage) -> Page:
    page = open_page(example)
    page.goto(example.url)
    wait_for_map(page)
    shown_images(page)
    return page


def test_a_link_shows_the_same_view_to_somebody_else(
    example: Stack, open_page: OpenPage, page: Page
) -> None:
    expect(page).to_have_url(f"{example.url}/")
    page.locator("#gallery").evaluate("node => (node.dataset.mark = 'first')")
    page.locator("#metric").get_by_text("Accuracy").click()
    page.locator("#order").get_by_text("wrong").click()
    shown_images(page)
    page.locator("#here input").fill("0.37")
    page.locator("#here input").press("Enter")
    page.locator("#gallery .tile").nth(3).click()
    expect(page).to_have_url(
        re.compile(r"\?t=0.37&metric=accuracy&order=wrong&image=\d+&subject=chosen$"),
        timeout=ANSWER_MS,
    )
    assert page.locator("#gallery").get_attribute("data-mark") == "first", "it was not drawn anew"
    title = page.locator("#gallery [aria-pressed=true]").get_attribute("title")

    other = open_page(example, "dark")
    other.goto(page.url)
    wait_for_map(other)
    shown_images(other)
    expect(other.locator("#here input")).to_have_value("0.37", timeout=ANSWER_MS)
    expect(other.locator("#metric [aria-pressed=true]")).to_have_text("Accuracy")
    chosen = other.locator("#gallery [aria-pressed=true]")
    expect(chosen).to_have_attribute("title", str(title), timeout=ANSWER_MS)
    expect(other.locator("#subject select")).to_have_value("chosen")
    assert other.url == page.url

    other.get_by_role("link", name="Launch", exact=True).click()
    other.wait_for_url("**/launch")
    other.go_back()
    wait_for_map(other)
    expect(other.locator("#here input")).to_have_value("0.37", timeout=ANSWER_MS)


def test_a_broken_link_shows_the_run_and_says_what_was_left_out(example: Stack, page: Page) -> None:
    run = view_address(page).split("/explore/")[1]
    page.goto(f"{example.url}/explore/{run}?t=7&wish=1&metric=beauty&face=0-1-2&image=999999999")
    wait_for_map(page)
    notices = page.locator("#notices")
    for words in ("“t”, “wish”", "“metric”", "map of the link", "numbers 0 to 9,999"):
        expect(notices).to_contain_text(words, timeout=ANSWER_MS)
    shown_images(page)
    expect(page.locator("#here input")).to_have_value("0.50")


def save(page: Page, figure: str, kind: str, folder: Path) -> Path:
    button = page.get_by_role("button", name=f"Download {figure} as {kind}", exact=True)
    for menu in page.locator(".download").all():
        if not menu.is_visible():
            continue
        menu.locator("summary").click()
        menu.locator(".download-line").first.wait_for()
        if button.count():
            with page.expect_download() as download:
                button.click()
            path = folder / download.value.suggested_filename
            download.value.save_as(path)
            return path
        menu.locator("summary").click()
    raise AssertionError(f"no card offers {figure}")


def size_of(png: Path) -> tuple[int, int]:
    width, height = struct.unpack(">II", png.read_bytes()[16:24])
    return width, height


def test_figures_are_saved_with_axes_units_and_where_they_come_from(
    example: Stack, page: Page, tmp_path: Path
) -> None:
    page.locator("#ribbons path").first.wait_for(timeout=ANSWER_MS)
    run = view_address(page).split("/explore/")[1]
    with example.client() as client:
        sha = json.loads(client.artifact(run, "record.json"))["data_sha256"]
    origin = (f"run {run}", f"data sha256 {sha}", "Paysage 0.")
    for figure in FIRST:
        check_files(page, figure, origin, tmp_path)
    for card in page.locator(".card").all():
        if card.is_visible() and card.locator("svg, table").count():
            name = card.get_attribute("aria-label")
            assert card.locator(".card-head .download").count() == 1, name


def check_files(page: Page, figure: str, origin: tuple[str, ...], tmp_path: Path) -> None:
    drawing = ET.parse(save(page, figure, "SVG", tmp_path)).getroot()  # our own file
    texts = [text for node in drawing.iter(f"{SVG}text") for text in node.itertext()]
    for words in origin:
        assert any(words in text for text in texts), words
    width, height = (float(drawing.get(name, 0)) for name in ("width", "height"))

    twice = (round(2 * width), round(2 * height))
    assert size_of(save(page, figure, "PNG", tmp_path)) == twice

    with save(page, figure, "CSV", tmp_path).open(newline="") as file:
        rows = list(csv.reader(file))
    head, *body = [row for row in rows if not row[0].startswith("# ")]
    assert any("(" in name or name == "unit" for name in head), head
    assert body
    assert all(len(row) == len(head) for row in body)
    footer = " ".join(",".join(row) for row in rows if row[0].startswith("# "))
    assert all(words in footer for words in origin)


def shown_code(page: Page, kind: str) -> str:
    page.locator("#code-kind").get_by_text(kind).click()
    return page.locator("#code-text").inner_text()


def test_a_view_as_code_runs(example: Stack, page: Page, tmp_path: Path) -> None:
    expect(page.locator("#here-figures")).to_contain_text("accuracy", timeout=ANSWER_MS)
    accuracy = page.locator("#here-figures").inner_text().split("accuracy")[1].split("±")[0].strip()
    page.locator("#code-open").click()
    picture(page, "code-light")
    python, curl = shown_code(page, "Python"), shown_code(page, "curl")
    shown_code(page, "Notebook")
    with page.expect_download() as download:
        page.locator("#code-save").click()
    notebook = json.loads(Path(download.value.path()).read_text())

    assert f"accuracy {accuracy}" in run_python(python, example.token, tmp_path)
    assert (tmp_path / "view.html").stat().st_size > 10_000
    assert f"accuracy {accuracy}" in run_cells(notebook, example.token, tmp_path)
    assert "split_accuracy" in run_curl(curl, example.token)


def test_keys_move_pin_and_compare(page: Page) -> None:
    place, body = page.locator("#here input"), page.locator("body")
    expect(place).to_have_value("0.50")
    body.press("ArrowRight")
    expect(place).to_have_value("0.51")
    body.press("p")
    body.press("Shift+ArrowRight")
    expect(place).to_have_value("0.61")
    body.press("c")
    expect(page).to_have_url(re.compile(r"a=t:0.51&b=t:0.61"), timeout=ANSWER_MS)
    place.focus()
    place.press("p")  # typed, not meant for the page
    expect(page).to_have_url(re.compile(r"a=t:0.51&b=t:0.61"))
    place.blur()
    body.press("?")
    expect(page.locator("#keys")).to_contain_text("pin where you are")
    picture(page, "keys-light")
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    body.press(".")
    expect(page.locator("#notices")).to_contain_text("Nothing is being computed")


def test_a_slash_finds_a_run(page: Page) -> None:
    page.locator("body").press("/")
    expect(page.locator(".find-run input")).to_be_focused()
    page.keyboard.type("eight")
    expect(page.locator(".found-run")).to_have_count(1, timeout=ANSWER_MS)
    page.keyboard.press("Enter")
    expect(page.locator("#run-title")).to_contain_text("eight networks", timeout=ANSWER_MS)


def tour(page: Page) -> Locator:
    return page.locator(".tour-bubble")


@pytest.mark.parametrize(("theme", "width", "height"), [("light", 1440, 900), ("dark", 390, 844)])
def test_the_tour_shows_six_parts_and_covers_none(
    example: Stack, open_page: OpenPage, theme: str, width: int, height: int
) -> None:
    page = open_page(example, theme, width, height)
    page.goto(example.url)
    wait_for_map(page)
    expect(page.locator("#evaluation")).to_be_visible(timeout=ANSWER_MS)
    page.get_by_role("button", name="Take the tour").click()
    for step in range(1, 7):
        expect(tour(page)).to_contain_text(f"{step} of 6")
        assert page.evaluate(OVERLAP) == 0, step
        picture(page, f"tour-{step}-{theme}")
        page.keyboard.press("Enter")
    expect(tour(page)).to_have_count(0)
    page.reload()
    wait_for_map(page)
    expect(page.locator(".tour-offer")).to_have_count(0)
    page.locator("#keys-open").click()
    page.locator("#keys").get_by_role("button", name="Take the tour").click()
    expect(tour(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(tour(page)).to_have_count(0)


def test_a_demo_plays_until_a_hand_comes(example: Stack, open_page: OpenPage) -> None:
    page = open_page(example)
    page.goto(f"{example.url}/?demo=1")
    wait_for_map(page)
    expect(tour(page)).to_be_visible(timeout=ANSWER_MS)
    place = page.locator("#here input")
    for _ in range(2):
        expect(place).not_to_have_value(place.input_value(), timeout=ANSWER_MS)
    page.mouse.click(5, 5)
    expect(tour(page)).to_have_count(0)
    expect(page).not_to_have_url(re.compile("demo"))
