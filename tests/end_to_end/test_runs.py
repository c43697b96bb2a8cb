"""A thousand runs in the list: sorted, filtered, grouped, tagged, put away, trained again."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from backend.contracts.runs import RunQuery
from backend.contracts.settings import Settings
from backend.store.database import Database, migrate
from tests.end_to_end.modules import call_module
from tests.end_to_end.pictures import picture
from tests.many_runs import put_many_runs
from tests.stack import Stack
from tests.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(400)]

ANSWER_MS = 30_000
ROW = "#runs-grid [row-index='0']"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The application with a thousand runs, none of which has files."""
    state_dir = tmp_path_factory.mktemp("full")
    database = Database(Settings(state_dir=state_dir).database)
    migrate(database)
    put_many_runs(database)
    database.close()
    stack = Stack.start(state_dir)
    yield stack
    stack.end()


def newest_is_shown(page: Page) -> None:
    expect(page.locator(ROW)).to_contain_text("Run 0999", timeout=ANSWER_MS)


def test_a_thousand_runs_are_sorted_filtered_and_scrolled_through(
    full: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(full, path="/runs")
    newest_is_shown(page)
    count, grid = page.locator("#runs-count"), page.locator("#runs-grid")
    expect(count).to_have_text("1,000 runs")
    grid.get_by_role("columnheader", name="Name").click()
    expect(page.locator(ROW)).to_contain_text("Run 0000", timeout=ANSWER_MS)
    grid.locator(".ag-body-viewport").evaluate("box => (box.scrollTop = box.scrollHeight)")
    expect(grid.get_by_text("Run 0999")).to_be_visible(timeout=ANSWER_MS)
    page.locator("#runs-phase").get_by_text("Failed").click()
    expect(count).to_have_text("50 runs", timeout=ANSWER_MS)
    page.get_by_label("Search by name, notes or id").fill("Run 00")
    expect(count).to_have_text("5 runs", timeout=ANSWER_MS)
    grid.locator("[row-index='0'] .runs-failed").click()
    panel = page.locator("#runs-panel")
    for words in ("became infinite in step 214", "step 213: loss 8.1e+30", '"method"'):
        expect(panel).to_contain_text(words, timeout=ANSWER_MS)
    picture(page, "runs-failed-light")


def test_back_undoes_a_filter_and_forward_takes_it_again(
    full: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(full, path="/runs?phase=new&method=swag&x=1")
    expect(page.locator("#notices")).to_contain_text(
        "not understood and left out: “phase=new”, “x=1”.", timeout=ANSWER_MS
    )
    assert page.url == f"{full.url}/runs?method=swag"
    count, words = page.locator("#runs-count"), page.get_by_label("Search by name, notes or id")
    page.locator("#runs-phase").get_by_text("Failed").click()
    page.wait_for_url(re.compile("phase=failed"))
    words.press_sequentially("Run 0", delay=350)  # slower than a search waits: several are made
    page.wait_for_url(re.compile("query=Run"))
    page.get_by_text("Grouped by all but seed").click()
    page.wait_for_url(re.compile("view=groups"))
    page.go_back()
    expect(page.locator("#runs-page")).to_have_class(re.compile("runs-view-runs"))
    expect(words).to_have_value("Run 0")
    page.go_back()
    expect(words).to_have_value("")
    page.go_back()
    expect(page.locator("#runs-phase input:checked")).to_have_value("any")
    expect(count).to_have_text(re.compile(r"^\d+ runs"), timeout=ANSWER_MS)
    page.go_forward()
    expect(page.locator("#runs-phase input:checked")).to_have_value("failed")
    assert page.url == f"{full.url}/runs?method=swag&phase=failed"


def test_the_launch_form_leaves_the_history_alone(
    full: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(full, path="/launch?recipe=x&method=bezier&options.colour=red")
    expect(page.locator("#notices")).to_contain_text("left out: “recipe”.", timeout=ANSWER_MS)
    problem = page.locator("#launch-problem")
    expect(problem).to_have_text("Not understood and left out: options.colour=red.")
    for words in ("first", "second", "first"):
        call_module(page, "base/notices.js", "({ show }, words) => show(words)", words)
    lines = page.locator("#notices .notice:visible")
    expect(lines).to_have_text([re.compile("^first.*and 2 before")])
    lines.get_by_role("button", name="2 before").click()
    expect(lines).to_have_count(3)
    for left in (2, 1, 0):
        lines.last.get_by_role("button", name="Dismiss").click()
        expect(lines).to_have_count(left)
    before = page.evaluate("history.length")
    page.locator("#launch-recipe-epochs").fill("7")
    page.wait_for_url(re.compile("epochs=7"), timeout=ANSWER_MS)
    assert page.evaluate("history.length") == before


def test_runs_are_grouped_by_all_but_the_seed(full: Stack, open_page: Callable[..., Page]) -> None:
    for theme, width in (("dark", 1440), ("light", 390)):
        page = open_page(full, theme, width, 844, path="/runs")
        newest_is_shown(page)
        page.get_by_text("Grouped by all but seed").click()
        first = page.locator("#runs-groups-grid [row-index='0']")
        expect(first).to_contain_text("SWAG, CNN on CIFAR-10", timeout=ANSWER_MS)
        expect(first).to_contain_text("±")
        expect(page.locator("#runs-count")).to_have_text("100 groups")
        picture(page, f"runs-groups-{theme}-{width}")
    first.get_by_role("button").click()
    expect(page.locator("#runs-count")).to_have_text("10 runs", timeout=ANSWER_MS)
    page.get_by_role("button", name=re.compile("all seeds")).click()
    expect(page.locator("#runs-count")).to_have_text("1,000 runs", timeout=ANSWER_MS)


def test_a_run_is_tagged_noted_starred_and_put_away_by_keyboard(
    full: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(full, path="/runs")
    newest_is_shown(page)
    page.locator(f"{ROW} [col-id='phase']").focus()
    page.keyboard.press("Space")
    expect(page.locator("#runs-detail")).to_contain_text("Run 0999", timeout=ANSWER_MS)
    tags, notes = page.get_by_role("textbox", name="Tags"), page.locator("#runs-notes")
    tags.fill("no<tag>")
    tags.press("Enter")
    expect(page.locator("#runs-edits")).to_contain_text("Not kept", timeout=ANSWER_MS)
    tags.press("Backspace")
    tags.fill("odd one")
    tags.press("Enter")
    notes.fill("It diverges.")
    page.locator("#runs-star").press("Enter")
    expect(page.locator("#runs-star")).to_have_text("Remove star", timeout=ANSWER_MS)
    page.locator("#runs-archive").press("Enter")
    expect(page.locator("#runs-archive")).to_have_text("Take out of archive", timeout=ANSWER_MS)
    expect(page.locator("#runs-count")).to_have_text("999 runs", timeout=ANSWER_MS)
    with full.client() as client:
        wait_until(
            lambda: client.runs(RunQuery(archived=True)).items[0].notes == "It diverges.",
            what="the notes are kept",
        )
        (run,) = client.runs(RunQuery(archived=True)).items
    assert (run.name, run.starred) == ("Run 0999", True)
    assert "odd one" in run.tags
    page.locator("#runs-archive").press("Enter")
    expect(page.locator("#runs-count")).to_have_text("1,000 runs", timeout=ANSWER_MS)


def test_the_same_again_takes_the_next_free_seed(
    full: Stack, open_page: Callable[..., Page]
) -> None:
    page = open_page(full, path="/runs")
    newest_is_shown(page)
    page.locator(ROW).get_by_role("button", name="Same again with another seed").click()
    page.wait_for_url(re.compile("/launch"))
    expect(page.locator("#launch-recipe-seed")).to_have_value("10", timeout=ANSWER_MS)
    expect(page.locator("#launch-command")).to_contain_text("--seed 10", timeout=ANSWER_MS)
    expect(page.locator("#launch-caution")).to_contain_text("no retrainings", timeout=ANSWER_MS)
    expect(page.locator("#launch-start-first-swag button").first).to_be_disabled()
    expect(page.locator("#launch-start-first-swag")).to_contain_text("Choose a network")
