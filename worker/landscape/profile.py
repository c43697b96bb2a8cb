"""What networks score along the curve, and straight across."""

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

import torch
from torch import Tensor

from backend.contracts.landscapes import LandscapeRequest, Path, Profile
from backend.contracts.metrics import METRICS, Metric
from backend.contracts.tiling import STRAIGHT_POINTS, TRAIL_STEPS, WHOLE_PROFILE, ProfilePart
from worker.engine.context import Context
from worker.engine.scores import PointScore
from worker.metrics.quality import finite
from worker.subspaces.geometry import Way


def profile(context: Context, request: LandscapeRequest) -> Profile:
    """Scores along the curve, or from simplex to simplex where they meet, and straight across.

    Args:
        context: The subspace.
        request: Which images are scored.
    """
    return profile_part(context, request, WHOLE_PROFILE)[0]


def profile_part(
    context: Context, request: LandscapeRequest, part: ProfilePart, seconds: float = inf
) -> tuple[Profile, ProfilePart | None]:
    """A part of the profile, and what is left of that part once the seconds are over."""
    geometry = context.geometry
    all_ways = (geometry.trail(TRAIL_STEPS), geometry.straight(STRAIGHT_POINTS))
    ways = [way and _only(part, way) for way in all_ways]
    count = sum(len(way.t) for way in ways if way)
    if part.done >= count:
        return Profile(trail=None, straight=None), None
    coefficients = torch.cat([way.coefficients for way in ways if way])[part.done :]
    rows = _rows(context, request, coefficients, seconds)
    done = part.done + len(rows)
    places = [*[None] * part.done, *rows, *[None] * (count - done)]
    length = len(ways[0].t) if ways[0] else 0
    trail, straight = (
        way and _path(context, way, own)
        for way, own in zip(ways, (places[:length], places[length:]), strict=True)
    )
    rest = part._replace(done=done) if done < count else None
    return Profile(trail=trail, straight=straight), rest


def joined(known: Profile | None, part: Profile) -> Profile:
    """A profile with one more part of its positions."""
    if known is None:
        return part
    return Profile(
        trail=_joined(known.trail, part.trail), straight=_joined(known.straight, part.straight)
    )


def _joined(known: Path | None, part: Path | None) -> Path | None:
    if known is None or part is None:
        return known or part
    order = sorted(range(len(known.t) + len(part.t)), key=[*known.t, *part.t].__getitem__)
    columns = {
        name: [[*values, *getattr(part, name)][i] for i in order]
        for name, values in known
        if isinstance(values, list) and values  # a part that is older lacks some
    }
    return Path(**columns)


def _only(part: ProfilePart, way: Way) -> Way:
    chosen = torch.tensor(part.positions(len(way.t), way.pieces), dtype=torch.long)
    return Way(way.t[chosen], way.coefficients[chosen], way.pieces)


class _Row(NamedTuple):
    """What the network at a position scores."""

    mean: PointScore
    figures: dict[Metric, float]


def _rows(
    context: Context, request: LandscapeRequest, coefficients: Tensor, seconds: float
) -> list[_Row]:
    """Of the first positions (positions, n_vertices), as many as there is time for."""
    examples = context.examples(request.split, request.max_examples)
    scores = context.engine.scores(context.points(coefficients), examples, seconds)
    means = scores.means()
    figures = scores.figures(means)
    return [_Row(mean, {n: figures[n][i] for n in figures}) for i, mean in enumerate(means)]


def _path(context: Context, way: Way, rows: Sequence[_Row | None]) -> Path | None:
    """Of the positions that were scored; null without any."""
    scored = [(place, row) for place, row in enumerate(rows) if row is not None]
    if not scored:
        return None
    here, known = [place for place, _ in scored], [row for _, row in scored]
    means, coefficients = [row.mean for row in known], way.coefficients[here]
    # A projection on the plane is affine, so it mixes as the weights do.
    x, y = (coefficients @ context.vertex_coordinates.cpu()).T.tolist()
    return Path(
        t=way.t[here].tolist(),
        coefficients=coefficients.tolist(),
        x=x,
        y=y,
        loss_standard_error=[finite(point.loss.standard_error) for point in means],
        accuracy_standard_error=[finite(point.accuracy.standard_error) for point in means],
        **{name: [finite(row.figures[name]) for row in known] for name in METRICS},
    )
