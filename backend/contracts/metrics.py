"""The metrics of a map: what each is called, how it is drawn and said."""

from typing import Literal, get_args

from backend.contracts.entries import Described, by_name

Metric = Literal["loss", "accuracy", "ece", "entropy"]
"""Of a grid and of a profile. `ece`: expected calibration error, 15 right-closed bins of equal
width. `entropy`: mean predictive entropy of the network at the point, nats."""
METRICS: tuple[Metric, ...] = get_args(Metric)


class MetricEntry(Described):
    name: Metric | Literal["disagreement"]
    noun: str
    """Within a sentence; the `sentence` stands where it is chosen."""
    meaning: str
    """What its figure at a place is about."""
    hint: str
    """What its line on the profile shows."""
    hover: str
    """Of a point of the map, in the language of the drawing library."""
    axis: str
    way_axis: str
    """Of the profile, where that is another."""
    unit: Literal["nats", "share"]
    scale: Literal["log", "log of the error", "linear"]
    """Of the map's heights."""
    better: Literal["low", "high"] = "low"
    range: tuple[float, float | None] = (0.0, 1.0)
    highest: float | None = None
    """All that is worse has the worst colour."""
    empty: float = 0.0
    """The best value of the scale while nothing is known."""
    chance: Literal["log of the classes", "one of the classes"] | None = None
    """What guessing has."""
    chance_word: str = "chance"
    levels: tuple[float, ...] = ()
    """Of contour lines, those within the map; by the map's own range where there are none."""
    ticks: tuple[float, ...]
    """Of the scale, those within it."""
    error: bool = False
    """Whether a place has its sampling standard error."""
    at_hand: bool = False
    """Whether it is always to be had and chosen by one click; else it stands in the menu and asks
    for all images."""
    follows: bool = False
    """Whether it depends on where one stands, and so is no part of a stored map."""


_PARTS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_BINS = "How far confidence and the share that is right lie apart, in 15 bins of confidence"
_OTHERWISE = "hare of the images that a network"

ENTRIES = (
    MetricEntry(
        name="loss",
        title="Loss",
        noun="loss",
        sentence="Cross-entropy on the test split, which is the negative log-likelihood (NLL); "
        "nats, light is low.",
        meaning="Cross-entropy on the whole split in nats, with its sampling standard error.",
        hint="Barrier: how far the loss on the way rises above the straight line between the "
        "losses of its two ends; no barrier where it stays on or below that line.",
        hover="loss %{z:.4~g}",
        axis="loss, nats, log scale",
        way_axis="loss, nats, log scale",
        unit="nats",
        scale="log",
        range=(0.0, None),
        highest=10.0,
        empty=0.1,
        chance="log of the classes",
        ticks=(0.1, 0.2, 0.3, 0.5, 1, 2, 5),
        error=True,
        at_hand=True,
    ),
    MetricEntry(
        name="accuracy",
        title="Accuracy",
        noun="accuracy",
        sentence="Part of the test images that are classified rightly; light is high.",
        meaning="On the whole split, with its sampling standard error.",
        hint="Bad networks stand high: the axis is that of the share that is wrong, on a log "
        "scale.",
        hover="accuracy %{z:.2%}",
        axis="accuracy, log scale of the error",
        way_axis="accuracy, log scale of the error",
        unit="share",
        scale="log of the error",
        better="high",
        empty=0.98,
        chance="one of the classes",
        ticks=(0.5, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99),
        error=True,
        at_hand=True,
    ),
    MetricEntry(
        name="ece",
        title="Calibration error",
        noun="calibration error",
        sentence="Expected calibration error (ECE): how far confidence and the part that is "
        "right lie apart, in 15 bins of confidence; light is low.",
        meaning=f"{_BINS}, on the whole split. Chance alone makes it positive.",
        hint=f"Calibration error: h{_BINS[1:]}.",
        hover="calibration error %{z:.2%}",
        axis="calibration error, per cent",
        way_axis="calibration error, per cent, log scale",
        unit="share",
        scale="linear",
        levels=(0.01, 0.02, 0.03, 0.05, *_PARTS),
        ticks=_PARTS,
    ),
    MetricEntry(
        name="entropy",
        title="Entropy",
        noun="entropy",
        sentence="Mean predictive entropy of the network at each point, nats; light is "
        "certain, which is not yet right.",
        meaning="Mean entropy of the network's answers on the whole split in nats, with its "
        "sampling standard error.",
        hint="Mean entropy of each network's answers: low is sure, which is not yet right.",
        hover="mean entropy %{z:.3~g} nats",
        axis="entropy, nats",
        way_axis="entropy, nats, log scale",
        unit="nats",
        scale="linear",
        range=(0.0, None),
        chance="log of the classes",
        chance_word="no idea",
        levels=(0.02, 0.05, 0.1, 0.2, 0.5, 1, 1.5, 2),
        ticks=(0.1, 0.2, 0.5, 1, 1.5, 2),
        error=True,
    ),
    MetricEntry(
        name="disagreement",
        title="Disagreement",
        noun="disagreement",
        sentence="Part of the images whose label differs from that of the network where you "
        "are; follows you, light is alike.",
        meaning=f"S{_OTHERWISE} labels otherwise than the one where you are: none here.",
        hint=f"Disagreement: s{_OTHERWISE} on the way labels otherwise than the one where you are.",
        hover="another label for %{z:.2%} of the images",
        axis="disagreement, per cent",
        way_axis="disagreement, per cent, log scale",
        unit="share",
        scale="linear",
        levels=(0.01, 0.02, 0.03, 0.05, *_PARTS),
        ticks=_PARTS,
        follows=True,
    ),
)
MAP_METRICS: dict[str, MetricEntry] = by_name(ENTRIES)
