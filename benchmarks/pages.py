"""Times on the screen: pages beside a thousand runs, a click on the map, an epoch of a training.

Run as `python -m benchmarks.pages`. Starts the whole application with its example in a folder of
its own and looks at it with the system's Chromium. A page counts as usable when what it is for
stands there and the browser has drawn a frame after it; beside it stands the sign-in page, which
has no script, so that a slow machine shows.
"""

import time
from statistics import median, quantiles

from playwright.sync_api import BrowserContext, Page

from backend.contracts.recipes import Recipe
from backend.contracts.runs import RunRequest
from backend.contracts.settings import Settings
from backend.store.database import Database
from frontend.client import ApiClient
from tests.many_runs import put_many_runs
from tests.stack import Stack
from tests.whole_example import example_in_browser

LOADS = 11
CLICKS = 100
SETTLED = 2_500  # milliseconds in which a page finishes what nobody waits for
TRAINING = Recipe.model_validate(
    {
        "dataset": "mnist",
        "network": "mlp",
        "method": "single",
        "epochs": 20,
        "dataset_options": {"training_examples": 20_000},
    }
)
USABLE = {
    "/sign-in": "document.querySelector('body')",
    "/": "document.querySelector('#explore[data-state=ready] .map-plot .cartesianlayer path')",
    "/launch": "document.querySelector('#launch-train:not([disabled])')",
    "/runs": "document.querySelector('.ag-center-cols-container .ag-row')",
}
WATCH = """
const look = () => {
  if (!(%s)) return setTimeout(look, 4);
  requestAnimationFrame(() => setTimeout(() => (window.usable = performance.now()), 0));
};
look();
"""
CLICKED = """
const figures = document.querySelector("#here-figures");
const since = () => performance.now() - click.begun;
const drawn = (then) => requestAnimationFrame(() => setTimeout(then, 0));
const watch = (node, heard) =>
  new MutationObserver(heard).observe(node, { attributes: true, childList: true, subtree: true });
window.click = {};
const begin = () => (window.click = { begun: performance.now(), before: figures.textContent });
addEventListener("pointerdown", begin, true);
watch(document.querySelector("#map .marker"), () => drawn(() => (click.marker ??= since())));
watch(figures, () => {
  const text = figures.textContent;
  if (text && text !== click.before) drawn(() => (click.figures ??= since()));
});
"""
EPOCHS = """
const shown = (window.epochs = {});
const look = () => {
  const { length } = document.querySelectorAll("#status circle.test-dot");
  const seen = () => (shown[length] ??= Date.now() / 1000);
  if (length) requestAnimationFrame(() => setTimeout(seen, 0));
};
const status = document.querySelector("#status");
new MutationObserver(look).observe(status, { childList: true, subtree: true });
"""


def signed_in(context: BrowserContext, stack: Stack) -> Page:
    page = context.new_page()
    page.goto(stack.sign_in_link())
    page.get_by_role("button").click()
    page.wait_for_url(f"{stack.url}/")
    return page


def loads(context: BrowserContext, url: str, path: str, *, first: bool = False) -> list[float]:
    """Milliseconds until the page is usable, from a browser that has been there before.

    Args:
        first: Its cache is empty instead, every time.
    """
    page = context.new_page()
    cache = context.new_cdp_session(page)
    page.add_init_script(WATCH % USABLE[path])
    found = []
    for _ in range(LOADS + 1):
        if first:
            cache.send("Network.clearBrowserCache")
        page.goto(url + path)
        page.wait_for_timeout(SETTLED)
        found.append(float(page.evaluate("window.usable")))
    page.close()
    return found[1:]


def clicks(page: Page) -> list[tuple[float, float]]:
    """Milliseconds from the pointer to the marker's place, and to the figures of that network."""
    page.evaluate(f"() => {{ {CLICKED} }}")
    box = page.locator("#map .map-sheet").bounding_box()
    assert box is not None
    found = []
    for number in range(CLICKS):
        across, down = 0.1 + 0.8 * (number * 0.618 % 1), 0.1 + 0.8 * (number * 0.755 % 1)
        page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])
        page.wait_for_function("() => window.click.figures", polling=50)
        seen = page.evaluate("window.click")
        found.append((float(seen["marker"]), float(seen["figures"])))
    return found


def epochs(page: Page, url: str, client: ApiClient) -> list[float]:
    """Milliseconds from the moment that the service knows of an epoch until the page shows it."""
    run = client.create_run(RunRequest(recipe=TRAINING))
    page.goto(f"{url}/explore/{run.id}")
    page.wait_for_selector("#explore[data-state=running]")
    page.evaluate(f"() => {{ {EPOCHS} }}")
    known: dict[str, float] = {}
    while len(known) < TRAINING.epochs:
        for epoch in client.epochs(run.id):
            known.setdefault(str(epoch.epoch), time.time())
        time.sleep(0.005)
    page.wait_for_timeout(1_000)
    shown: dict[str, float] = page.evaluate("window.epochs")
    return [1e3 * (shown[epoch] - known[epoch]) for epoch in shown if epoch in known]


def told(name: str, values: list[float]) -> str:
    p95 = quantiles(values, n=20)[-1]
    return f"  {name}: median {median(values):.0f} ms, p95 {p95:.0f}, n = {len(values)}"


def measure(context: BrowserContext, stack: Stack) -> None:
    page = signed_in(context, stack)
    page.wait_for_timeout(SETTLED)
    both = clicks(page)
    print("a click on the map of the example")
    print(told("its marker", [marker for marker, _ in both]))
    print(told("loss and accuracy of that network", [figures for _, figures in both]))
    with stack.client() as client:
        print(told("an epoch, from the service to the page", epochs(page, stack.url, client)))
    page.close()
    database = Database(Settings(state_dir=stack.state_dir).database)
    put_many_runs(database)
    database.close()
    print("pages, with a thousand runs more, in a browser that knows them")
    for path in USABLE:
        print(told(path, loads(context, stack.url, path)))
        print(told(f"{path}, on a first visit", loads(context, stack.url, path, first=True)))


def main() -> None:
    with example_in_browser(__doc__) as (stack, browser):
        measure(browser.new_context(viewport={"width": 1440, "height": 900}), stack)


if __name__ == "__main__":
    main()
