"""Logits, losses and accuracies of many points of weight space, exact float32.

A point is a sum of a few flat vectors: vertices, or the origin and the axes of a plane. Tiles of
examples stay in cache while the points pass over them.
"""

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

import torch
from torch import Tensor, nn

from worker.engine.in_time import in_time
from worker.engine.recalibration import Recalibration
from worker.engine.route import Route, shared_route
from worker.engine.scores import Scores
from worker.engine.skeleton import Skeleton, Term, mix_
from worker.engine.tile_size import tile_size
from worker.metrics.examples import example_scores
from worker.subspaces.layout import Layout

POINT_BYTES = 2**26
"""Of the weights mixed at a time."""


@dataclass(frozen=True, eq=False)
class Examples:
    """Images of one split, normalised (examples, channels, height, width), and their classes."""

    images: Tensor
    targets: Tensor
    kept: bool = False
    """Whether they will be asked about again, so that work on them is remembered."""

    def __len__(self) -> int:
        return len(self.images)


class Points(NamedTuple):
    """Points sum_i coefficients[:, i] vectors[i] of weight space."""

    vectors: Sequence[Tensor]
    """Flat, each (n_parameters,); ones that live on are recognised, and their work reused."""
    coefficients: Tensor
    """(points, vectors) float64"""

    def terms(self) -> list[list[Term]]:
        """Of every point, without those that vanish."""
        rows = self.coefficients.tolist()
        return [[(c, v) for c, v in zip(row, self.vectors, strict=True) if c] for row in rows]


class Engine:
    """Evaluates one architecture; for one thread at a time.

    Args:
        module: Of any weights; it is copied and never changed.
        device: Where vectors and images are, too.
        recalibration_images: Gives normalised training images (n, channels, height, width) that
            the statistics of batch normalisation are estimated on; unused without any.
    """

    def __init__(
        self,
        module: nn.Module,
        device: torch.device,
        recalibration_images: Callable[[], Tensor],
    ) -> None:
        self.layout = Layout.of(module)
        skeleton = Skeleton(copy.deepcopy(module).to(device), self.layout)
        self._plain = Route(skeleton, None, [slice(None)])
        self._shared: Route | None = None
        self._recalibration = Recalibration(recalibration_images)
        self._tile = 0
        self._mixed = torch.empty(0, self.layout.n_parameters, device=device)
        self.pulse: Callable[[], None] = lambda: None
        """Called before every pass, so that whoever waits can renew a lease, or raise to stop;
        in `parts` before every tile, as a tile that was begun would be computed again."""

    @torch.no_grad()
    def scores(self, points: Points, examples: Examples, seconds: float = inf) -> Scores:
        """What every point says about every example, and whether it is right.

        Args:
            points: Of weight space.
            examples: That they are shown.
            seconds: After these no further point is begun, and what is returned is about the
                first points alone, at least one.
        """
        shape = len(points.coefficients), len(examples)
        nll, confidence, entropy = torch.empty((3, *shape), dtype=torch.float64)
        labels = torch.empty(shape, dtype=torch.int32)
        classes = done = 0
        for rows, columns, logits in self._blocks(points, examples, seconds):
            scores = example_scores(logits, examples.targets[columns])
            for whole, part in zip((nll, labels, confidence, entropy), scores, strict=True):
                whole[rows, columns] = part.cpu()
            classes, done = logits.shape[-1], rows.stop
        correct = torch.eq(labels, examples.targets.cpu())
        return Scores(
            nll[:done], correct[:done], labels[:done], confidence[:done], entropy[:done], classes
        )

    @torch.no_grad()
    def logits(self, points: Points, examples: Examples) -> Tensor:
        """Logits (points, examples, classes), float32."""
        blocks = list(self._blocks(points, examples))
        shape = len(points.coefficients), len(examples), blocks[0].logits.shape[-1]
        logits = blocks[0].logits.new_empty(shape)
        for rows, columns, block in blocks:
            logits[rows, columns] = block
        self._forget(examples)
        return logits

    @torch.no_grad()
    def outputs(self, images: Tensor) -> int:
        """Numbers that the network says about an image, of whatever weights: its classes."""
        skeleton = self._plain.skeleton
        flat = torch.zeros(self.layout.n_parameters, device=images.device)
        skeleton.aim(skeleton.views(flat))
        return int(skeleton.module(images).shape[-1])

    @torch.no_grad()
    def parts(self, points: Points, examples: Examples, start: int = 0) -> Iterator[Tensor]:
        """Logits (points, some examples, classes) on one tile of examples after the other.

        Args:
            points: At most `most_points`.
            examples: That they are shown.
            start: The first of the examples that is asked about.
        """
        try:
            for _, logits in self._tiles(points.terms(), examples, start, whole=True):
                yield logits
        finally:
            self._forget(examples)

    @property
    def most_points(self) -> int:
        """Whose weights are mixed at a time."""
        return max(1, POINT_BYTES // (4 * self.layout.n_parameters))

    def recalibration(self, points: Points) -> tuple[int, int]:
        """How many training images the points have seen for their statistics, and how many they
        will have in the end, all together; zeros without batch normalisation."""
        if not self.has_statistics:
            return 0, 0
        terms = points.terms()
        return self._recalibration.passed(terms), len(terms) * len(self._recalibration.images)

    def statistics(self, points: Points) -> Tensor | None:
        """Of batch normalisation (points, n_statistics), as estimated for points asked about
        before; null where the network has none, or the points are new."""
        known = self._recalibration.known(points.terms()) if self.has_statistics else None
        return None if known is None else torch.stack(known)

    def learn_statistics(self, points: Points, statistics: Tensor) -> None:
        """Of points whose vectors live on, as another engine gave them; nothing is estimated."""
        if self.has_statistics:
            self._recalibration.learn(points.terms(), statistics)

    @property
    def has_statistics(self) -> bool:
        return self._plain.skeleton.has_statistics

    def _blocks(
        self, points: Points, examples: Examples, seconds: float = inf
    ) -> Iterator["Block"]:
        terms = points.terms()
        # The same for all, so that what a point scores does not hang on how many were in time.
        route = self._route(terms, examples)
        for rows in in_time(len(terms), self.most_points, seconds):
            for columns, logits in self._tiles(terms[rows], examples, route=route):
                yield Block(rows, columns, logits)

    def _tiles(
        self,
        points: list[list[Term]],
        examples: Examples,
        start: int = 0,
        *,
        whole: bool = False,
        route: Route | None = None,
    ) -> Iterator[tuple[slice, Tensor]]:
        route = route or self._route(points, examples)
        mixed = self._room(len(points))
        mix_(mixed, points, route.parts)
        views = [route.skeleton.views(flat) for flat in mixed]
        statistics = self._statistics(points, views, route)
        for first in range(start, len(examples), self._tile):
            self.pulse()
            columns = slice(first, first + self._tile)
            images = examples.images[columns]
            outputs: list[Tensor] = []
            for point, view, own in zip(points, views, statistics, strict=True):
                if outputs and not whole:
                    self.pulse()
                route.aim(point, view, own, (examples, first))
                outputs.append(route.skeleton.module(images))
            yield columns, torch.stack(outputs)

    def _statistics(
        self, points: list[list[Term]], views: list[list[Tensor]], route: Route
    ) -> list[Sequence[Tensor]]:
        """Of batch normalisation at every point; none where the network has none."""
        if not route.skeleton.has_statistics:
            return [()] * len(points)
        self._recalibration.pulse = self.pulse
        return self._recalibration.statistics(points, views, route)

    def _examine(self, images: Tensor) -> None:
        self._shared = shared_route(self._plain.skeleton, images)
        self._tile = tile_size(self._plain.skeleton.module, images)

    def _forget(self, examples: Examples) -> None:
        if self._shared and self._shared.layer and not examples.kept:
            self._shared.layer.forget(examples)

    def _room(self, points: int) -> Tensor:
        """Uninitialised (points, n_parameters), used again: fresh memory costs page faults."""
        if len(self._mixed) < points:
            self._mixed = self._mixed.new_empty(points, self.layout.n_parameters)
        return self._mixed[:points]

    def _route(self, points: list[list[Term]], examples: Examples) -> Route:
        """Shared where it pays: more points than vectors, or few enough terms to remember."""
        if not self._tile:
            self._examine(examples.images[:2])
        if self._shared is None or self._shared.layer is None:
            return self._plain
        vectors = len({vector.data_ptr() for point in points for _, vector in point})
        images = len(examples)
        if self._shared.skeleton.has_statistics:
            images += len(self._recalibration.images)
        fits = self._shared.layer.fits(vectors * images)
        return self._shared if fits or len(points) > vectors else self._plain


class Block(NamedTuple):
    """Of some points on a tile of examples."""

    rows: slice
    columns: slice
    logits: Tensor
    """(rows, columns, classes)"""
