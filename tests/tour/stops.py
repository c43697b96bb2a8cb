"""What the tour shows, stop by stop: words, what is done first, and which part is pictured."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Page = Any
"""Playwright's."""
ANSWER_MS = 20_000


def nothing(page: Page) -> None:
    """The page as it is."""


@dataclass(frozen=True)
class Stop:
    name: str
    """Of the picture."""
    title: str
    words: str
    prepare: Callable[[Page], None] = nothing
    part: str = ""
    """Selector of what is pictured; the whole window by default."""
    path: str = "/"
    theme: str = "light"
    size: tuple[int, int] = (1440, 900)


def _press_map(x: float, y: float) -> Callable[[Page], None]:
    """Click at a part of the map's width and height, from the upper left."""

    def press(page: Page) -> None:
        box = page.locator("#map .map-sheet").first.bounding_box()
        page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.wait_for_timeout(300)
        page.locator("#explore:not(.busy)").wait_for(timeout=ANSWER_MS)
        page.wait_for_timeout(500)

    return press


def _image_map(page: Page) -> None:
    page.locator("#gallery .tile").nth(2).click()
    page.locator("#scale .answer-key").first.wait_for(timeout=ANSWER_MS)
    page.wait_for_timeout(500)


def _in_sight(part: str) -> Callable[[Page], None]:
    """Cards below ask the service when they are seen."""

    def scroll(page: Page) -> None:
        page.locator(part).scroll_into_view_if_needed()
        page.wait_for_timeout(6_000)

    return scroll


def _basket(page: Page) -> None:
    for x in (0.3, 0.5, 0.7):
        _press_map(x, 0.48)(page)
        page.locator("#basket-add").click()
    page.locator("#basket").scroll_into_view_if_needed()
    page.locator("#basket table").wait_for(timeout=6 * ANSWER_MS)
    _in_sight("#basket")(page)


def _pinned(page: Page) -> None:
    _press_map(0.28, 0.5)(page)
    page.locator("#pin").click()
    _press_map(0.7, 0.5)(page)
    page.locator("#pin").click()
    _in_sight("#compare")(page)


def _foreign(page: Page) -> None:
    page.locator("#evaluation-state").get_by_text("").wait_for(state="attached")
    _in_sight("#foreign")(page)


def _replay(page: Page) -> None:
    page.locator("#replay-open").click()
    page.locator("#replay:not([hidden])").wait_for(timeout=ANSWER_MS)
    page.wait_for_timeout(700)


def _relief(page: Page) -> None:
    page.locator('#dimension [data-value="3d"]').click()
    page.locator("#map .relief canvas").first.wait_for(timeout=ANSWER_MS)
    page.wait_for_timeout(2_000)


STOPS = (
    Stop(
        "explore-light",
        "One instrument on one screen",
        "The map shows the loss over a plane through weight space, light where it is low. Two"
        " trained networks lie in one valley that bends around a barrier; the blue curve "
        "follows it. The profile below is the slider: drag on it, or on the curve. On the "
        "right one test image, and what this network (orange), the curve (blue) and eight "
        "retrainings (grey) say about it.",
    ),
    Stop(
        "explore-dark",
        "In the dark",
        "The same in the dark theme. The map keeps its colours: a valley is light in both.",
        theme="dark",
    ),
    Stop(
        "explore-phone",
        "On a phone",
        "The same order in one column.",
        size=(390, 844),
    ),
    Stop(
        "off-the-family",
        "Any point is a network",
        "A click anywhere asks the network there: its loss and accuracy on all 10,000 test "
        "images with their standard errors, and its answers. Where the map shows another metric, "
        "such as the calibration error, the profile and the figures of the place are of that "
        "metric, too. Off the curve the page says how far.",
        prepare=_press_map(0.5, 0.12),
    ),
    Stop(
        "relief",
        "The same ground in 3-D",
        "Height and colour are the loss, on the log scale of the map; the valley bends around "
        "the hill that a straight line would have to cross. A drag turns it and a click goes "
        "there; the wheel, or two fingers, bring it nearer, and *Reset view* back.",
        prepare=_relief,
        part=".map-card",
    ),
    Stop(
        "image-map",
        "Every image has its own map",
        "A click on an image shows where in weight space it is classified rightly, and as "
        "what it is mistaken elsewhere. The same can be asked of a class.",
        prepare=_image_map,
    ),
    Stop(
        "replay",
        "How the valley formed",
        "While a run trains, a small map is drawn after each epoch; afterwards they are "
        "played one after the other.",
        prepare=_replay,
        part=".map-card",
    ),
    Stop(
        "basket",
        "An ensemble by hand",
        "Networks dropped from the map form an ensemble. Its accuracy, likelihood and "
        "calibration stand beside those of the Deep Ensemble at once, with what both cost: "
        "places between networks cost the whole family, the two trained ends of a curve a training "
        "each. At most 64 networks fit; a piece of the curve that asks for more is spread over "
        "them.",
        prepare=_basket,
        part="#basket",
    ),
    Stop(
        "solutions",
        "The map of solutions",
        "Networks that answer alike lie close together: classical scaling of the divergence "
        "between their answers on 1,000 images. One sees whether the curve spans the cloud of"
        " retrainings. Here it does not.",
        prepare=_in_sight("#solutions"),
        part="#solutions",
    ),
    Stop(
        "a-and-b",
        "Two networks beside each other",
        "Pin one network as A, another as B: where do they differ?",
        prepare=_pinned,
        part="#compare",
    ),
    Stop(
        "lists",
        "Images that stand out",
        "The hardest, the most uncertain, and those whose label depends on the seed, each "
        "with the chance that one more retraining changes it.",
        prepare=_in_sight("#lists"),
        part="#lists",
    ),
    Stop(
        "disturb",
        "Draw and disturb",
        "A digit drawn by hand, or any test image, turned, shifted, blurred or covered step "
        "by step: the probabilities along it, with the spread of the curve and of the "
        "retrainings.",
        prepare=_in_sight("#disturb"),
        part="#disturb",
    ),
    Stop(
        "evaluation",
        "What it is worth",
        "The mean of the curve, the network in its middle, its ends, one network and the "
        "retrainings on test images, spoilt and foreign ones; how many labels one more "
        "retraining would change; and whether the curve has caught up with a plain training. "
        "Evaluations of before the middle stood for a curve say *mean of the control points "
        "(former definition)*.",
        prepare=_in_sight("#evaluation"),
        part="#evaluation",
    ),
    Stop(
        "foreign",
        "Images from elsewhere",
        "How uncertain the networks are of images that are none of theirs.",
        prepare=_foreign,
        part="#foreign",
    ),
    Stop(
        "launch",
        "Launch",
        "Presets, every option with its range, and what a training will cost before it starts. "
        "Numbers are read as they are typed, `1e-3` or `0,25` too; what cannot be read is refused "
        "beside its field.",
        path="/launch",
    ),
    Stop(
        "runs",
        "Runs",
        "Everything that was trained: filtered, tagged, grouped by all but the seed.",
        path="/runs",
    ),
)
