"""Whether images that come with a request, and what is to be done to them, can be taken."""

from backend.contracts.catalog import DATASETS
from backend.contracts.influences import INFLUENCES, Influence
from backend.contracts.predictions import GivenImage, PredictionRequest
from backend.contracts.recipes import Recipe
from backend.services.errors import Invalid


def check_images(request: PredictionRequest, recipe: Recipe) -> None:
    """Everything but the PNGs themselves, which the worker reads."""
    if request.given_images and "examples" in request.model_fields_set:
        raise Invalid.field("/images", "give images or examples, not both")
    shape = DATASETS[recipe.dataset].shape
    for number, image in enumerate(request.given_images):
        _check_shape(f"/images/{number}", image, shape)
    if request.influence is not None:
        _check_influence(request.influence, request.image_count)


def _check_shape(pointer: str, image: GivenImage, shape: tuple[int, int, int]) -> None:
    if isinstance(image, str):
        return
    channels, height, width = shape
    rows = [row for channel in image for row in channel]
    fits = len(image) == channels and all(len(channel) == height for channel in image)
    if not fits or any(len(row) != width for row in rows):
        expected = f"expected {channels} x {height} x {width} numbers (channels, rows, columns)"
        raise Invalid.field(pointer, expected)


def _check_influence(influence: Influence, images: int) -> None:
    if images != 1:
        expected = f"an influence acts on one image; got {images}: name one of them"
        raise Invalid.field("/influence", expected)
    entry = INFLUENCES[influence.kind]
    for number, value in enumerate(influence.values):
        if not entry.low <= value <= entry.high:
            expected = f"expected {entry.low:g} to {entry.high:g} ({entry.unit}); got {value:.6g}"
            raise Invalid.field(f"/influence/values/{number}", expected)
