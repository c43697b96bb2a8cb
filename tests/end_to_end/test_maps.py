"""What the map shows: further metrics, three dimensions, and a way that travels itself."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.contracts.metrics import METRICS
from backend.contracts.predictions import Point
from tests.end_to_end.chromium import ARGUMENTS, installed
from tests.end_to_end.modules import view_address
from tests.end_to_end.pictures import picture
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(400)]

EXAMPLE_SECONDS = 300
ANSWER_MS = 20_000
SOFTWARE_GL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
DRAWN = """async () => {
  const url = await Plotly.toImage(document.querySelector('#map .relief'), {format: 'png'});
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement('canvas');
  Object.assign(canvas, {width: image.width, height: image.height});
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, canvas.width, canvas.height).data;
  const colours = new Set();
  for (let i = 0; i < bytes.length; i += 4)
    if (bytes[i + 3] === 255) colours.add((bytes[i] << 16) + (bytes[i + 1] << 8) + bytes[i + 2]);
  return colours.size;
}"""
"""How many opaque colours the relief has: a shaded ground has hundreds, an empty scene a few."""


def wait_for_map(page: Page) -> None:
    page.wait_for_selector("#explore[data-state=ready]", timeout=1000 * EXAMPLE_SECONDS)
    expect(page.locator("#here-figures")).to_contain_text("accuracy", timeout=ANSWER_MS)


def choose(page: Page, name: str) -> None:
    page.locator("#metric-more summary").click()
    page.locator("#metric-more").get_by_role("button", name=name).click()
    expect(page.locator("#metric-more-words")).to_have_text(name, timeout=ANSWER_MS)


def scale(page: Page) -> str:
    return page.locator("#scale").inner_text()


@pytest.fixture(scope="module")
def drawing(browser: Browser) -> Iterator[Browser]:
    """A browser that draws WebGL without a graphics card."""
    arguments = [each for each in ARGUMENTS if each != "--disable-gpu"]
    other = browser.browser_type.launch(
        executable_path=installed(), args=[*arguments, *SOFTWARE_GL]
    )
    yield other
    other.close()


def test_further_metrics_and_disagreement_with_where_one_stands(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(example)
    page.goto(example.url)
    wait_for_map(page)
    for name, words in (("Calibration error", r"\d %"), ("Entropy", r"\d")):
        before = scale(page)
        choose(page, name)
        expect(page.locator("#scale")).not_to_have_text(before)
        assert re.search(words, scale(page))
    picture(page, "entropy")
    choose(page, "Disagreement")
    at_middle = page.locator("#map .map-plot").evaluate("plot => plot.data[0].z")
    picture(page, "disagreement")

    page.locator("#here input").fill("0")
    page.locator("#here input").press("Enter")
    page.wait_for_function(
        "before => document.querySelector('#map .map-plot').data[0].z[0][0] !== before",
        arg=at_middle[0][0],
        timeout=ANSWER_MS,
    )
    shown = page.locator("#map .map-plot").evaluate("plot => plot.data[0].z")
    with example.client() as client:
        landscape = client.landscapes(run_of(page))[0]
        told = client.disagreement(landscape.id, Point(t=0.0))
    assert set(landscape.values) == set(METRICS)
    assert shown == told.disagreement
    assert told.images == 10_000

    page.locator("#subject select").select_option("class3")
    expect(page.locator("#metric [data-value=loss]")).to_have_attribute("aria-pressed", "true")
    page.locator("#metric-more summary").click()
    line = page.locator("#metric-more [data-value=disagreement]")
    expect(line).to_be_disabled()
    expect(line).to_contain_text("All images")


def run_of(page: Page) -> str:
    (run,) = re.findall(r"/explore/([0-9a-f]{12})", view_address(page))
    return str(run)


def test_the_way_travels_itself_until_a_hand_comes(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(example)
    page.goto(example.url)
    wait_for_map(page)
    place, play = page.locator("#here input"), page.locator("#play")
    place.fill("0.2")
    place.press("Enter")
    play.focus()
    page.keyboard.press("Enter")
    expect(play).to_have_attribute("aria-pressed", "true")
    moved = "() => Number(document.querySelector('#here input').value) > 0.21"
    page.wait_for_function(moved, timeout=ANSWER_MS)
    page.keyboard.press("Escape")
    expect(play).to_have_attribute("aria-pressed", "false")
    stopped = place.input_value()
    assert float(stopped) < 1
    play.click()
    expect(place).not_to_have_value(stopped, timeout=ANSWER_MS)
    page.locator("#way").click(position={"x": 120, "y": 40})
    expect(play).to_have_attribute("aria-pressed", "false")

    page.emulate_media(reduced_motion="reduce")
    place.fill("0.23")
    place.press("Enter")
    play.click()
    expect(place).to_have_value("0.30", timeout=ANSWER_MS)
    page.keyboard.press("Escape")


def test_without_webgl_the_map_stays_and_says_why(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(example)
    page.add_init_script(
        """const plain = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
          return /webgl/.test(kind) ? null : plain.call(this, kind, ...more);
        };"""
    )
    page.goto(example.url)
    wait_for_map(page)
    page.locator("#dimension").get_by_text("3-D").click()
    expect(page.get_by_text("This browser draws no WebGL")).to_be_visible()
    expect(page.locator("#dimension [data-value=map]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#map .relief")).to_have_count(0)


def rise(page: Page) -> None:
    page.locator("#dimension").get_by_text("3-D").click()
    drawn = "() => document.querySelector('#map .relief')?.data?.length > 4"
    page.wait_for_function(drawn, timeout=ANSWER_MS)


EYE = "() => Object.values(document.querySelector('#map .relief').layout.scene.camera.eye)"
BACK = f"eye => ({EYE})().every((value, axis) => Math.abs(value - eye[axis]) < 1e-9)"
AWAY = f"least => Math.hypot(...({EYE})()) > least"


def turn_and_click(page: Page) -> None:
    """A drag turns and moves nobody; a click goes there; the wheel and the way back have ends."""
    box = page.locator("#map .relief").bounding_box()
    assert box is not None
    x, y = box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"]
    first, here = page.evaluate(EYE), view_address(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 10, steps=4)
    page.mouse.up()
    page.wait_for_function(f"eye => !({BACK})(eye)", arg=first, timeout=ANSWER_MS)
    assert view_address(page) == here
    page.mouse.wheel(0, 9000)
    page.wait_for_function(AWAY, arg=4.5, timeout=ANSWER_MS)
    assert page.evaluate(AWAY, 5.5) is False
    page.get_by_role("button", name="Reset view").click()
    page.wait_for_function(BACK, arg=first, timeout=ANSWER_MS)
    page.mouse.click(x, y)
    expect(page.locator("#here input")).not_to_have_value("0.1", timeout=ANSWER_MS)
    assert view_address(page) != here
    assert page.evaluate(BACK, first) is True


def test_the_relief_is_drawn_once_and_gone_when_it_is_left(
    example: Stack, drawing: Browser
) -> None:
    problems: list[str] = []
    context = drawing.new_context(
        viewport={"width": 1440, "height": 900},
    )
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.goto(example.sign_in_link())
    page.get_by_role("button").click()
    page.wait_for_url(f"{example.url}/")
    wait_for_map(page)
    rise(page)
    page.locator("#dimension").get_by_text("Map", exact=True).click()
    expect(page.locator("#map .relief")).to_have_count(0)
    rise(page)
    assert page.evaluate(DRAWN) > 300
    picture(page, "relief")
    marker = "() => document.querySelector('#map .relief').data.at(-1).x[0]"
    before = page.evaluate(marker)
    page.locator("#here input").fill("0.1")
    page.locator("#here input").press("Enter")
    page.wait_for_function(f"before => ({marker})() !== before", arg=before, timeout=ANSWER_MS)
    assert "view=3d" in view_address(page)
    turn_and_click(page)
    context.close()
    assert not problems, problems
