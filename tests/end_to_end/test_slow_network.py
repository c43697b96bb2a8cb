"""A click on a slow network: images first, the whole split with progress, and nothing of before."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from backend.contracts.landscapes import LandscapeRequest
from backend.contracts.recipes import Recipe
from backend.contracts.runs import RunRequest
from backend.contracts.settings import Settings
from backend.store import evaluations, landscapes, runs
from frontend import launch
from frontend.application import sign_in_address
from tests.backend.serving import served
from tests.end_to_end.test_page import ANSWER_MS, press_map, shown_images, wait_for_map
from tests.worker.jobs.processes import process_of
from tests.worker.jobs.slow_passes import Passes, slow_worker
from tests.worker.jobs.working import compute
from worker.jobs import train
from worker.jobs.process import Process

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

LONG, SHORT = 1.0, 0.1
"""Seconds that a batch of images takes: a click needs 19 of them."""
TOTAL = 2048 + 10_000
PROGRESS = re.compile(rf"([\d,]+) of {TOTAL:,} images$")
RECIPE = Recipe(
    dataset="mnist",
    network="mlp",
    method="deep_ensemble",
    epochs=1,
    options={"members": 2},
    network_options={"width": 4, "depth": 1, "norm": "batch"},
    dataset_options={"training_examples": 2048},
)
MAP = LandscapeRequest(resolution=5, max_examples=50)
SEEN = """() => {
  const figures = document.querySelector("#here-figures");
  const marks = document.querySelectorAll("#bars .here-mark");
  return {
    place: document.querySelector("#here").textContent,
    figures: figures.textContent,
    old: figures.classList.contains("outdated"),
    bars: [...marks].map((mark) => mark.getAttribute("cy")).join(),
  };
}"""
WATCH = f"""() => {{
  window.seen = [];
  const note = () => seen.push(({SEEN})());
  const options = {{ attributes: true, childList: true, subtree: true }};
  new MutationObserver(note).observe(document.querySelector("#here-figures"), options);
}}"""


@dataclass(frozen=True)
class OnePage:
    """The page of a service in this process."""

    url: str
    settings: Settings

    def sign_in_link(self) -> str:
        return sign_in_address(self.url, launch.sign_in_secret(self.settings))


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, redis_url: str) -> Iterator[Process]:
    folder = tmp_path_factory.mktemp("state")
    settings = Settings(state_dir=folder, data_dir=folder / "datasets", redis_url=redis_url)
    process = process_of(settings, redis_url)
    yield process
    process.redis.flushall()
    process.redis.close()
    process.database.close()


@pytest.fixture(scope="module")
def run(here: Process) -> str:
    """Trained, with a map of few images."""
    with here.database.write() as session:
        run = runs.create(session, RunRequest(recipe=RECIPE), launch.ADMIN).id
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train, "process", lambda: here)
        train.train_run(run)
    with here.database.write() as session:
        (first,) = landscapes.list_of_run(session, run)
        landscapes.delete(session, first.id)
        created = landscapes.create(session, run, MAP)
        claim = evaluations.claim(session, run, "nobody waits for it", 60)
        assert created is not None
        assert claim is not None
        evaluations.finish(session, claim)
    compute(here, created.id)
    return run


@pytest.fixture
def passes(here: Process, run: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Passes]:
    with slow_worker(here, monkeypatch, 0.0) as passes:
        yield passes


@pytest.fixture
def place(here: Process, passes: Passes, monkeypatch: pytest.MonkeyPatch) -> Iterator[OnePage]:
    for name in ("state_dir", "data_dir", "redis_url"):
        monkeypatch.setenv(f"PAYSAGE_{name.upper()}", str(getattr(here.settings, name)))
    launch.migrate_database(here.settings)
    with served(launch.web_app()) as url:
        yield OnePage(url, here.settings)


def test_a_click_on_a_slow_network_shows_its_images_first_and_never_what_was_before(
    place: OnePage, run: str, passes: Passes, open_page: Callable[..., Page]
) -> None:
    page = open_page(place, path=f"/explore/{run}")
    wait_for_map(page)
    shown_images(page)
    figures, words = page.locator("#here-figures"), page.locator("#here")
    expect(figures).to_contain_text("accuracy", timeout=ANSWER_MS)
    expect(page.locator("#images-state")).to_have_text("", timeout=ANSWER_MS)
    points: list[Any] = []
    page.on("request", lambda request: points.extend(asked_about(request)))
    page.evaluate(WATCH)
    at_first = page.evaluate(SEEN)
    passes.seconds = LONG
    passes.batches.clear()

    press_map(page, 0.3, 0.3)
    expect(figures).to_have_text(PROGRESS, timeout=ANSWER_MS)
    early = page.evaluate(SEEN)
    assert early["bars"] != at_first["bars"], "the images are answered before the split is"
    press_map(page, 0.7, 0.3)
    expect(words).not_to_have_text(early["place"])
    passes.seconds = SHORT
    expect(figures).to_contain_text("accuracy", timeout=2 * ANSWER_MS)

    passes.seconds = 0.0
    last = page.evaluate(SEEN)
    assert points[0] != points[-1]
    assert accuracy(page, place, run, points[-1]) in last["figures"]
    of_now = [each for each in page.evaluate("seen") if not each["old"]]
    assert {each["place"] for each in of_now if "accuracy" in each["figures"]} == {last["place"]}
    said = [done(each["figures"]) for each in of_now if each["place"] == last["place"]][:-1]
    assert said == sorted(said), "what was done is kept"
    assert len(set(said)) > 2
    assert passes.batches.count(1000) < 2 * 10, "whom nobody waits for is not answered"


def asked_about(request: Request) -> list[Any]:
    """The point of a question to a network."""
    body = request.post_data_json if request.url.endswith("/predictions") else {}
    return [body["point"]] if "point" in body else []


def accuracy(page: Page, place: OnePage, run: str, point: Any) -> str:
    """What the service says of the place when it is asked anew."""
    address = f"{place.url}/api/v1/runs/{run}/predictions"
    headers = {"X-Paysage": "1", "Origin": place.url}
    answer = page.request.post(address, data={"point": point}, headers=headers)
    assert answer.status == 200, answer.text()
    return f"accuracy {100 * answer.json()['split_accuracy']:.2f} %"


def done(figures: str) -> int:
    found = PROGRESS.search(figures)
    return int(found[1].replace(",", "")) if found else TOTAL
