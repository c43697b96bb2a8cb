"""How separate networks are drawn on a map: what all families have in common."""

from collections.abc import Iterator
from functools import cached_property

from backend.contracts import drawings as d
from backend.contracts.drawn_labels import ON_PLANE, Label, labels_of
from backend.contracts.families import PointKind
from backend.contracts.landscapes import Geometry, Path, Profile

CORNER = 1 - 1e-9
"""A coefficient above it names its vertex alone."""


class Drawn:
    """Separate networks, and what the others have in common with them."""

    across = "loss across the map"

    def __init__(self, geometry: Geometry, profile: Profile | None) -> None:
        self.geometry = geometry
        self.names = geometry.vertex_names
        self.every = list(range(len(geometry.vertices)))
        self.trail = profile.trail if profile else None
        self.straight = profile.straight if profile else None
        self.measured = profile is not None

    def drawing(self) -> d.Drawing:
        return d.Drawing(
            points=self.points(),
            lines=[*self.lines(), *self.ways()],
            faces=[self._face(face) for face in self.faces()],
            ellipses=list(self.ellipses()),
            cloud=self.cloud(),
            start=self.start(),
            held=self.held(),
            weighed=self.weighed(),
            planes=self.planes(),
            slider=self.slider(),
        )

    @cached_property
    def labels(self) -> list[Label]:
        return labels_of(self.geometry)

    def points(self) -> list[d.DrawnPoint]:
        return [self._point(vertex, "network", self.names[vertex]) for vertex in self.every]

    def clickable(self, vertex: int) -> bool:  # noqa: ARG002
        return True

    def lines(self) -> Iterator[d.DrawnLine]:
        yield from ()

    def ways(self) -> Iterator[d.DrawnLine]:
        if self.straight:
            yield self._way("straight", self.straight, "straight across")

    def faces(self) -> list[list[int]]:
        return []

    def ellipses(self) -> Iterator[d.DrawnEllipse]:
        yield from ()

    def cloud(self) -> d.DrawnCloud | None:
        return None

    def start(self) -> d.DrawnStart | None:
        return d.DrawnStart(member=self.middle())

    def middle(self) -> int:
        return self.geometry.parts[0][0] if self.geometry.parts else 0

    def held(self) -> PointKind | None:
        return None

    def weighed(self) -> bool:
        return False

    def planes(self) -> list[d.OtherPlane]:
        return []

    def slider(self) -> d.Slider | None:
        if self.straight:
            first, last = self._ends(self.straight)
            return d.Slider(
                kind="straight",
                words="Position between the two networks",
                title={"straight": "straight across"},
                ends=[self.names[first], self.names[last]],
                corners=[],
            )
        if not self.measured:
            return None
        return d.Slider(
            kind="sections",
            words="Position across the map",
            title={"main": self.across, "straight": "up the map; both axes are random directions"},
            ends=[],
            corners=[],
            centre=self.middle(),
        )

    def on(self, vertex: int) -> bool:
        return self.geometry.distances[vertex] < ON_PLANE

    def _point(self, vertex: int, shape: d.Shape, words: str) -> d.DrawnPoint:
        (x, y), label = self.geometry.vertices[vertex], self.labels[vertex]
        off = 0.0 if self.on(vertex) else self.geometry.distances[vertex]
        return d.DrawnPoint(
            vertex=vertex,
            x=x,
            y=y,
            shape=shape,
            off=off,
            label=label.text,
            label_off=label.off,
            words=words,
            named=self.clickable(vertex),
        )

    def _way(
        self, stroke: d.Stroke, path: Path, words: str, named: PointKind | None = None
    ) -> d.DrawnLine:
        return d.DrawnLine(stroke=stroke, x=path.x, y=path.y, words=words, named=named)

    def _joined(self, stroke: d.Stroke, vertices: list[int]) -> d.DrawnLine:
        x, y = zip(*(self.geometry.vertices[vertex] for vertex in vertices), strict=True)
        return d.DrawnLine(stroke=stroke, x=list(x), y=list(y))

    def _face(self, vertices: list[int]) -> d.DrawnFace:
        x, y = zip(*(self.geometry.vertices[vertex] for vertex in vertices), strict=True)
        return d.DrawnFace(vertices=vertices, x=list(x), y=list(y))

    @staticmethod
    def _ends(path: Path) -> tuple[int, int]:
        first, last = (row.index(max(row)) for row in (path.coefficients[0], path.coefficients[-1]))
        return first, last

    def _corners(self, path: Path) -> list[tuple[float, str]]:
        """Networks on the way, by their positions."""
        inner = list(zip(path.t, path.coefficients, strict=True))[1:-1]
        return [(t, self.names[row.index(max(row))]) for t, row in inner if max(row) > CORNER]

    def _slider(self, trail: Path, along: str, words: str) -> d.Slider:
        return d.Slider(
            kind="trail",
            words=words,
            title={"main": along, "straight": "straight across"},
            ends=[self.names[vertex] for vertex in self._ends(trail)],
            corners=self._corners(trail),
        )
