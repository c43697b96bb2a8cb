"""What the first seconds show. In a file that comes first: later the example is trained."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.end_to_end.pictures import picture
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(400)]


def test_the_example_is_alive_from_the_first_second(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(example)
    page.goto(example.url)
    expect(page.get_by_text("This run starts by itself")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Cancel that training")).to_be_visible()
    bar = page.locator("#status progress")
    expect(bar).not_to_have_attribute("value", "0", timeout=60_000)
    picture(page, "training-light")
