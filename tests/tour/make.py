"""Writes docs/tour.md and its pictures from the running application: `make tour`."""

from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.stack import Stack
from tests.tour.stops import STOPS, Stop
from tests.whole_example import example_in_browser

DOCS = Path(__file__).parents[2] / "docs"
TOUR = DOCS / "tour.md"
HEAD = """# A tour

Pictures of the example as it runs; `make tour` takes them anew.
"""


def text(stops: tuple[Stop, ...] = STOPS) -> str:
    """The page, in Markdown."""
    parts = [f"## {s.title}\n\n{s.words}\n\n![{s.title}](pictures/{s.name}.png)\n" for s in stops]
    return "\n".join([HEAD, *parts])


def main() -> None:
    with example_in_browser(__doc__) as (stack, browser):
        cookies = stack.state_dir / "cookies.json"
        sign_in(browser, stack, cookies)
        for stop in STOPS:
            take(browser, stack, cookies, stop)
    TOUR.write_text(text())


def take(browser: Browser, stack: Stack, cookies: Path, stop: Stop) -> None:
    """One picture."""
    width, height = stop.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if stop.theme == "dark" else "light",
        reduced_motion="reduce",
        storage_state=cookies,
    )
    page = context.new_page()
    page.goto(stack.url + stop.path)
    settle(page, stop)
    stop.prepare(page)
    shown = page.locator(stop.part).first if stop.part else page
    shown.screenshot(path=DOCS / "pictures" / f"{stop.name}.png")
    context.close()


def settle(page: Page, stop: Stop) -> None:
    """Until everything that comes by itself has come."""
    if stop.path == "/":
        page.wait_for_selector("#explore[data-state=ready]", timeout=60_000)
        page.wait_for_selector("#gallery .tile:not(.skeleton)", timeout=60_000)
    page.wait_for_timeout(2_500)


def sign_in(browser: Browser, stack: Stack, cookies: Path) -> None:
    """Keep who is signed in."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(stack.sign_in_link())
    page.get_by_role("button").click()
    page.wait_for_url(f"{stack.url}/")
    context.storage_state(path=cookies)
    context.close()


if __name__ == "__main__":
    main()
