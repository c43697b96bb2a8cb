"""Whether a prediction can be asked of a run: every refusal names the field and the range."""

from collections.abc import Iterator
from dataclasses import dataclass

from backend.contracts.catalog import DATASETS, LIMITS, PointKind
from backend.contracts.landscapes import Geometry
from backend.contracts.predictions import Point, PredictionRequest
from backend.contracts.recipes import Recipe
from backend.services.errors import Invalid
from backend.services.images import check_images

TOLERANCE = 1e-9
"""Of the width of a landscape: rounding at its edges."""


def points_of(request: PredictionRequest) -> Iterator[tuple[str, Point]]:
    """Every point with its JSON pointer."""
    if request.point is not None:
        yield "/point", request.point
    for number, point in enumerate(request.points or ()):
        yield f"/points/{number}", point


def kind_of(point: Point) -> PointKind:
    return next(kind for kind in PointKind if getattr(point, kind) is not None)


@dataclass(frozen=True)
class LandscapeFrame:
    """Where a landscape lies: what a point on it is checked against."""

    run: str
    geometry: Geometry | None


def check_request(request: PredictionRequest, recipe: Recipe) -> None:
    """All that the recipe alone decides; landscapes are checked one by one with `check_place`."""
    for pointer, point in points_of(request):
        _check_point(pointer, point, recipe)
    _check_sample(request, recipe)
    check_images(request, recipe)
    _check_examples(request, recipe)
    _check_size(request, recipe)


def _check_point(pointer: str, point: Point, recipe: Recipe) -> None:
    kind, accepted = kind_of(point), recipe.entry.family.entry.points
    if kind not in accepted:
        expected = f"{recipe.entry.title}: expected a point by {', '.join(accepted)}; got {kind}"
        raise Invalid.field(f"{pointer}/{kind}", expected)
    count = recipe.vertex_count
    if point.member is not None and point.member >= count:
        expected = f"expected a member from 0 to {count - 1}; got {point.member}"
        raise Invalid.field(f"{pointer}/member", expected)
    if point.coefficients is not None and not _fits(len(point.coefficients), count, recipe):
        expected = f"expected {count} coefficients, one per vertex; got {len(point.coefficients)}"
        raise Invalid.field(f"{pointer}/coefficients", expected)


def _fits(coefficients: int, count: int, recipe: Recipe) -> bool:
    """Growth may have ended early, clouds be flat: the worker knows how many vertices there are."""
    at_most = recipe.entry.family.entry.at_most
    return coefficients <= count if at_most else coefficients == count


def check_place(pointer: str, point: Point, run_id: str, place: LandscapeFrame | None) -> None:
    """A place on a landscape: of this run, computed far enough, within its range."""
    if place is None:
        raise Invalid.field(f"{pointer}/landscape", f"there is no landscape {point.landscape}")
    if place.run != run_id:
        expected = f"landscape {point.landscape} belongs to run {place.run}, not to {run_id}"
        raise Invalid.field(f"{pointer}/landscape", expected)
    if place.geometry is None:
        expected = (
            f"landscape {point.landscape} has no axes yet; ask again when it has begun, or for "
            "another landscape where it failed"
        )
        raise Invalid.field(f"{pointer}/landscape", expected)
    for axis, values in (("x", place.geometry.x), ("y", place.geometry.y)):
        _check_range(f"{pointer}/{axis}", getattr(point, axis), values[0], values[-1])


def _check_range(pointer: str, value: float, low: float, high: float) -> None:
    slack = TOLERANCE * (high - low)
    if not low - slack <= value <= high + slack:
        expected = f"expected a number from {low:.6g} to {high:.6g}; got {value:.6g}"
        raise Invalid.field(pointer, expected)


def _check_sample(request: PredictionRequest, recipe: Recipe) -> None:
    family = recipe.entry.family.entry
    if request.sample and not family.mixed and request.sample.concentration != 1:
        given = f"{request.sample.concentration:.6g}"
        expected = f"{family.title} takes no concentration but 1; got {given}"
        raise Invalid.field("/sample/concentration", expected)


def _check_examples(request: PredictionRequest, recipe: Recipe) -> None:
    if request.given_images:
        return
    size = split_size(request, recipe)
    if isinstance(request.examples, int):
        if request.examples > size:
            expected = f"the {request.split} split has {size} images; got {request.examples}"
            raise Invalid.field("/examples", expected)
        return
    for number, index in enumerate(request.examples):
        if index >= size:
            expected = f"the {request.split} split has the images 0 to {size - 1}; got {index}"
            raise Invalid.field(f"/examples/{number}", expected)


def split_size(request: PredictionRequest, recipe: Recipe) -> int:
    """Images of the split."""
    if request.split == "test":
        return DATASETS[recipe.dataset].test_examples
    return recipe.training_images


def _check_size(request: PredictionRequest, recipe: Recipe) -> None:
    """At most so many members x examples x classes."""
    members = _member_count(request, recipe)
    examples = request.answer_count
    classes = len(DATASETS[recipe.dataset].classes)
    values = members * examples * classes
    if values > LIMITS.prediction_values:
        raise Invalid.field(
            "/examples",
            f"{members} members x {examples} examples x {classes} classes = {values}; "
            f"at most {LIMITS.prediction_values} in one prediction",
        )


def _member_count(request: PredictionRequest, recipe: Recipe) -> int:
    if request.sample is None:
        return len(request.points or (request.point,))
    if recipe.entry.family.entry.separate:
        return recipe.vertex_count
    return request.sample.count
