"""Bringing networks by hand: dropped, refused in words, published, joined by a curve."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from playwright.sync_api import Page, expect
from safetensors.torch import save_file
from torch import nn

from tests.end_to_end.pictures import picture
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(400)]

WIDTH = 16
ANSWER_MS = 20_000
TRAINED_MS = 120_000
DROP = """(zone, [name, numbers]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(numbers)], name));
  const options = { dataTransfer: carried, bubbles: true, cancelable: true };
  zone.dispatchEvent(new DragEvent("drop", options));
}"""


def weights(path: Path, seed: int, prefix: str = "") -> Path:
    torch.manual_seed(seed)
    layers = [nn.Flatten(), nn.Linear(784, WIDTH), nn.ReLU(), nn.Linear(WIDTH, 10)]
    module = nn.Sequential(*layers)
    save_file({prefix + name: tensor for name, tensor in module.state_dict().items()}, path)
    return path


def choose_network(page: Page) -> None:
    page.locator("#launch-network_options-mlp-width").fill(str(WIDTH))
    page.locator("#launch-network_options-mlp-depth").fill("1")


def bring(page: Page, file: Path, name: str) -> str:
    """Send a file and give the address of its run."""
    page.locator("#launch-file-input").set_input_files(file)
    page.locator("#launch-bring-name").fill(name)
    page.get_by_role("button", name="Bring it").click()
    said = page.locator("#launch-bring-said")
    expect(said).to_contain_text(f"{name} is here", timeout=ANSWER_MS)
    return str(said.get_by_role("link").get_attribute("href"))


def test_a_refusal_opens_the_part_of_the_form_that_it_lies_in(
    stack: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(stack)
    page.goto(f"{stack.url}/launch")
    size = page.locator("#launch-training-batch_size")
    expect(size).to_be_hidden()
    page.locator("#launch-network_options-mlp-norm").click()
    page.get_by_role("option", name="batch").first.click()
    page.locator("#launch-dataset_options-mnist-training_examples").fill("129")
    expect(page.get_by_text("leave one image alone")).to_be_visible(timeout=ANSWER_MS)
    expect(size).to_be_visible()


def test_two_networks_are_brought_and_joined(
    stack: Stack, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(stack)
    page.goto(f"{stack.url}/launch?bring=1")
    choose_network(page)
    addresses = [
        bring(page, weights(tmp_path / f"{seed}.safetensors", seed), f"Brought {seed}")
        for seed in (1, 2)
    ]
    picture(page, "bring-light")
    for address in addresses:
        assert re.fullmatch(r"/explore/[0-9a-f]{12}", address)
    page.goto(stack.url + addresses[1])
    page.wait_for_selector("#explore[data-state=ready]", timeout=TRAINED_MS)
    expect(page.get_by_text("imported network").first).to_be_visible()

    page.goto(f"{stack.url}/launch")
    choose_network(page)
    page.locator("#launch-dataset_options-mnist-training_examples").fill("512")
    page.get_by_text("Joins two trained networks").click()
    for end in (0, 1):
        select = page.locator(f"#launch-options-curve_between-end_points-{end}")
        expect(select).to_have_value(re.compile("^Brought"), timeout=ANSWER_MS)
    expect(page.locator("#launch-cost-trainings")).to_have_text("3", timeout=ANSWER_MS)
    page.locator("#launch-train").click()
    page.wait_for_url(re.compile(r"/explore/[0-9a-f]{12}"), timeout=ANSWER_MS)
    page.wait_for_selector("#explore[data-state=ready]", timeout=TRAINED_MS)
    for way in ("along the curve", "straight across"):
        expect(page.get_by_text(re.compile(rf"{way}: (no )?barrier"))).to_be_visible(
            timeout=ANSWER_MS
        )


def test_a_method_starts_from_a_network_with_a_part_of_a_training(
    stack: Stack, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(stack)
    page.goto(f"{stack.url}/launch?bring=1")
    choose_network(page)
    bring(page, weights(tmp_path / "start.safetensors", 3), "To start from")
    page.locator("#launch-mode").get_by_text("Train a network").click()
    page.get_by_text("Networks at the ends of the last cycles").click()
    page.locator("#launch-options-snapshot-start_from").click()
    page.get_by_role("option", name=re.compile("^To start from")).click(timeout=TRAINED_MS)
    page.locator("#launch-preset-snapshot-10").click()
    expect(page.locator("#launch-cost-trainings")).to_have_text("1.1", timeout=ANSWER_MS)
    picture(page, "start-from-light")


@pytest.mark.parametrize(("theme", "width"), [("dark", 1440), ("light", 390)])
def test_a_refusal_is_said_in_words_and_stays(
    stack: Stack, open_page: Callable[..., Page], tmp_path: Path, theme: str, width: int
) -> None:
    page = open_page(stack, theme, width)
    page.goto(f"{stack.url}/launch?bring=1")
    choose_network(page)
    said = page.locator("#launch-bring-said")
    page.get_by_role("button", name="Bring it").click()
    expect(said).to_contain_text("Choose a safetensors file first")
    content = weights(tmp_path / "theirs.safetensors", 1, prefix="layer").read_bytes()
    page.locator(".launch-drop").evaluate(DROP, ["theirs.safetensors", list(content)])
    expect(page.locator("#launch-file-words")).to_contain_text("theirs.safetensors")
    with page.expect_response("**/api/v1/checkpoints") as answer:
        page.get_by_role("button", name="Bring it").click()
    assert answer.value.status == 422
    expect(said).to_contain_text("the layers match one to one", timeout=ANSWER_MS)
    expect(said).to_contain_text("layer1.weight -> 1.weight")
    picture(page, f"bring-refused-{theme}-{width}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#launch-bring-name").fill("Another name")
    expect(said).to_contain_text("the layers match one to one")
