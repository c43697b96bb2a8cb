"""How the valley forms: pictures while a run trains, and their replay over the final map."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from backend.contracts.recipes import Recipe
from backend.contracts.runs import RunRequest
from tests.end_to_end.pictures import picture
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(400)]

TRAINING_MS = 300_000


def test_the_valley_is_drawn_while_it_forms_and_replayed(
    example: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(example)
    recipe = Recipe(dataset="mnist", network="mlp", method="line", epochs=4)
    with example.client() as client:
        run = client.create_run(RunRequest(recipe=recipe)).id
        page.goto(f"{example.url}/explore/{run}")
        expect(page.locator(".preview-wait")).to_be_visible(timeout=TRAINING_MS)
        expect(page.locator(".preview-facts h3")).to_have_text(
            re.compile(r"Loss after epoch \d"), timeout=TRAINING_MS
        )
        expect(page.locator(".preview-pill")).to_contain_text("on 1,000 images")
        picture(page, "preview-live")
        expect(page.locator("#replay-open")).to_be_visible(timeout=TRAINING_MS)
        kept = client.previews(run)

    page.locator("#replay-open").click()
    page.get_by_role("button", name="Pause").click()
    epoch = page.get_by_role("slider", name="Epoch")
    words = page.locator(".replay-words")
    epoch.press("End")
    expect(words).to_contain_text(f"epoch {kept[-1].epoch} of 4 · loss of network 1")
    page.locator("#metric").get_by_text("Accuracy").click()
    expect(words).to_contain_text("accuracy of network 1")
    epoch.press("Home")
    expect(words).to_contain_text(f"epoch {kept[0].epoch} of")
    expect(page.locator("#map .preview-pill")).to_contain_text("on 1,000 images")
    picture(page, "replay")
    page.get_by_role("button", name="Play").click()
    expect(words).to_contain_text(f"epoch {kept[-1].epoch} of 4", timeout=TRAINING_MS)
    expect(words).to_contain_text(re.compile(r"network 1 \d+\.\d % \([−+]"))
    expect(page.get_by_role("button", name="Play")).to_be_visible()  # it stops, and stays
    expect(page.locator("#map .preview-sheet")).to_be_visible()
    page.get_by_role("button", name="Back to the map").click()
    expect(page.locator("#map .preview-sheet")).to_have_count(0)
    expect(page.locator("#replay-open")).to_be_visible()
