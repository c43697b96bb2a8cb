"""What stands against a recipe before anything of it is queued, as far as the catalog can tell.

A recipe that is read from a record may break these rules: they hold where something is to be
computed with it.
"""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, NamedTuple

from backend.contracts.catalog import DATASETS, NETWORKS
from backend.contracts.cycle_rates import cycle_rates
from backend.contracts.recipes import Recipe
from backend.contracts.vision_models import side_fault

SMALLEST, LARGEST = 2.0**-126, (2 - 2.0**-23) * 2.0**127
"""Normal numbers of float32; beyond them lie 0 and the infinities."""
NEXT_TO_ONE = 1 - 2.0**-25
"""From here on to 1, float32 says 1."""

SMALL_BATCH = 1024
"""Below it there are larger ones within the range, above it smaller ones."""

NARROWEST, WIDEST = 1e-6, 1e6
"""Of a deviation that pixels are divided by; a negative one inverts them."""


class Obstacle(NamedTuple):
    pointer: str
    """JSON pointer into the recipe."""
    detail: str


def obstacles(recipe: Recipe) -> list[Obstacle]:
    """Everything that would fail once the recipe is carried out."""
    checks = (_unrepresentable, _too_small, _scale, _cycles)
    found = [obstacle for check in checks for obstacle in check(recipe)]
    return [*found, *_batches(recipe)] if recipe.entry.launchable else found


def _unrepresentable(recipe: Recipe) -> Iterator[Obstacle]:
    """Options that networks, which compute in float32, would take for 0, 1 or infinity."""
    for pointer, value in _numbers("", recipe.model_dump(mode="json")):
        size = abs(value)
        if size and not SMALLEST <= size <= LARGEST:
            expected = f"expected 0, or a size of {SMALLEST:.2g} to {LARGEST:.2g}"
            yield Obstacle(pointer, f"{expected}, as float32 has them; got {value:g}")
        elif NEXT_TO_ONE <= size < 1:
            yield Obstacle(pointer, f"{value!r} is 1 in float32; give 1, or a number farther off")


def _numbers(pointer: str, value: Any) -> Iterator[tuple[str, float]]:
    """Every number with a fraction, with its pointer."""
    if isinstance(value, float):
        yield pointer, value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _numbers(f"{pointer}/{name}", part)
    elif isinstance(value, list):
        for position, part in enumerate(value):
            yield from _numbers(f"{pointer}/{position}", part)


def _too_small(recipe: Recipe) -> Iterator[Obstacle]:
    dataset, network = DATASETS[recipe.dataset], NETWORKS[recipe.network]
    height, width = dataset.shape[1:]
    side = network.smallest_side
    if min(height, width) < side:
        fitting = [e.title for e in NETWORKS.values() if e.smallest_side <= min(height, width)]
        yield Obstacle(
            "/network",
            f"{network.title} takes images from {side} x {side} pixels on, and {dataset.title} has "
            f"{height} x {width}; these take them: {', '.join(fitting)}",
        )
    options = recipe.network_options
    if "side" in options and (fault := side_fault(options["model"], options["side"])):
        yield Obstacle("/network_options/side", fault)


def _cycles(recipe: Recipe) -> Iterator[Obstacle]:
    """Of the rate that rise above the plain training, or do not rise at all."""
    if "lowest_rate" not in recipe.options:
        return
    rates, plain = cycle_rates(recipe), recipe.training.learning_rate
    if rates.highest > plain:
        yield Obstacle(
            "/options/learning_rate",
            f"expected at most the learning rate of plain training, {plain:g}, which falls to the "
            f"highest of the cycles; got {rates.highest:g}",
        )
    elif rates.lowest >= rates.highest:
        yield Obstacle(
            "/options/lowest_rate",
            f"expected less than the highest of the cycles, {rates.highest:g}; got "
            f"{rates.lowest:g}",
        )


def _scale(recipe: Recipe) -> Iterator[Obstacle]:
    channels = DATASETS[recipe.dataset].shape[0]
    for name, values in recipe.scale.items():
        pointer = f"/dataset_options/{name}"
        if len(values) not in (1, channels):
            each = f", or one for each of {channels} channels" if channels > 1 else ""
            yield Obstacle(pointer, f"expected one number{each}; got {len(values)}")
        least = NARROWEST if name == "std" else 0
        if not all(least <= abs(value) <= WIDEST for value in values):
            yield Obstacle(pointer, f"expected sizes of {least:g} to {WIDEST:g}; got {values}")


def _batches(recipe: Recipe) -> Iterator[Obstacle]:
    images, size = recipe.training_images, recipe.training.batch_size
    if images < 1:
        held_out = recipe.dataset_options["validation"]
        total = DATASETS[recipe.dataset].training_examples
        yield Obstacle(
            "/dataset_options/validation",
            f"{held_out:,} of {total:,} training images are held out, and none is left to train "
            "on; hold out fewer",
        )
    elif recipe.network_options.get("norm") == "batch" and images % size == 1:
        yield Obstacle(
            "/training/batch_size",
            f"{images:,} training images in batches of {size} leave one image alone, which batch "
            f"normalisation cannot normalise; take {_other_size(images, size)}",
        )


def _other_size(images: int, size: int) -> str:
    """Batches that leave no image alone."""
    if images == 1:
        return "more training images"
    near = next(n for n in count(size, 1 if size < SMALL_BATCH else -1) if images % n != 1)
    return f"batches of {near}, say"
