"""How each family is drawn on its map, and how people move on it."""

from collections.abc import Iterator
from itertools import combinations
from math import sqrt

from backend.contracts import drawings as d
from backend.contracts.drawn_family import Drawn
from backend.contracts.families import Family, PointKind
from backend.contracts.landscapes import Geometry, Path, Profile
from backend.contracts.previews import Preview


class DrawnDropout(Drawn):
    across = "across the map, of the network with nothing left out"


class DrawnCurve(Drawn):
    def clickable(self, vertex: int) -> bool:  # noqa: ARG002
        return False

    def lines(self) -> Iterator[d.DrawnLine]:
        if self.trail and len(self._corners(self.trail)) + 2 < len(self.every):
            yield self._joined("control", self.every)

    def ways(self) -> Iterator[d.DrawnLine]:
        yield from super().ways()
        if self.trail:
            yield self._way("trail", self.trail, self._along(self.trail), PointKind.T)

    def _along(self, trail: Path) -> str:
        return f"along the {'chain' if self._corners(trail) else 'curve'}"

    def start(self) -> d.DrawnStart | None:
        return d.DrawnStart(t=0.5) if self.trail else None

    def held(self) -> PointKind | None:
        return PointKind.T

    def slider(self) -> d.Slider | None:
        if self.trail is None or self.straight is None:
            return None
        return self._slider(self.trail, self._along(self.trail), "Position on the curve")


class DrawnSimplex(Drawn):
    """One simplex: its face on the plane, and edges to the vertices beside it."""

    def clickable(self, vertex: int) -> bool:  # noqa: ARG002
        return False

    def faces(self) -> list[list[int]]:
        on = [vertex for vertex in self.every if self.on(vertex)][:3]
        return [on] if len(on) > 1 else []

    def lines(self) -> Iterator[d.DrawnLine]:
        for face in self.faces():
            away = [vertex for vertex in self.every if vertex not in face]
            yield from (self._joined("spoke", [c, v]) for v in away for c in face)
            yield self._joined("outline", [*face, face[0]])

    def ways(self) -> Iterator[d.DrawnLine]:
        yield from ()

    def start(self) -> d.DrawnStart:
        return self._centroid(self.every)

    def _centroid(self, part: list[int]) -> d.DrawnStart:
        share = 1 / len(part)
        return d.DrawnStart(coefficients=[share if v in part else 0.0 for v in self.every])

    def held(self) -> PointKind | None:
        return PointKind.COEFFICIENTS

    def weighed(self) -> bool:
        return True

    def planes(self) -> list[d.OtherPlane]:
        return list(self._triples(self.every)) if len(self.every) > 3 else []

    def slider(self) -> d.Slider | None:
        return None

    def _triples(self, vertices: list[int]) -> Iterator[d.OtherPlane]:
        for three in combinations(vertices, 3):
            names = [self.names[vertex] for vertex in three]
            plain = all(name.startswith("vertex ") for name in names)
            numbers = ", ".join(name.removeprefix("vertex ") for name in names)
            yield d.OtherPlane(
                label=f"vertices {numbers}" if plain else ", ".join(names), vertices=three
            )


class DrawnComplex(DrawnSimplex):
    """Several simplexes, which may share vertices."""

    def clickable(self, vertex: int) -> bool:  # noqa: ARG002
        return True

    def faces(self) -> list[list[int]]:
        flat = ([v for v in part if self.on(v)][:3] for part in self.geometry.parts)
        return [on for on in flat if len(on) > 1]

    def lines(self) -> Iterator[d.DrawnLine]:
        pairs = [pair for part in self.geometry.parts for pair in combinations(part, 2)]
        for a, b in sorted(pairs, key=lambda pair: self.on(pair[0]) and self.on(pair[1])):
            yield self._joined("edge" if self.on(a) and self.on(b) else "beside", [a, b])

    def ways(self) -> Iterator[d.DrawnLine]:
        yield from Drawn.ways(self)
        if self.trail:
            yield self._way("trail", self.trail, "over the connectors", PointKind.COEFFICIENTS)

    def start(self) -> d.DrawnStart:
        if self.trail:
            return d.DrawnStart(on_trail=0.5)
        return self._centroid(self.geometry.parts[0] if self.geometry.parts else self.every)

    def held(self) -> PointKind | None:
        return None

    def weighed(self) -> bool:
        return False

    def planes(self) -> list[d.OtherPlane]:
        return [plane for number in range(len(self.geometry.parts)) for plane in self._of(number)]

    def _of(self, number: int) -> Iterator[d.OtherPlane]:
        parts = self.geometry.parts
        part = parts[number]
        if len(part) < 2:
            return
        if len(part) > 3:
            yield from self._triples(part)
        elif len(part) == 3:
            yield d.OtherPlane(label=f"simplex {number + 1}", vertices=(part[0], part[1], part[2]))
        else:
            beside = parts[(number + 1) % len(parts)][0]
            through = (part[0], beside, part[-1])
            yield d.OtherPlane(label=f"line {number + 1}", vertices=through)

    def slider(self) -> d.Slider | None:
        if self.trail is None or self.straight is None:
            return Drawn.slider(self)
        words = "Position on the way over the connectors"
        return self._slider(self.trail, "over the connectors", words)


class DrawnGaussian(Drawn):
    """Clouds: ellipses about their centres, and the directions in which they are widest."""

    across = "across the map, of the centre of the cloud"

    def points(self) -> list[d.DrawnPoint]:
        """Centres and the ends of named deviations; other clouds lie far off the plane of one."""
        if not self.geometry.parts:
            return super().points()
        seen = self.cloud() is not None
        shown = [v for v in self.every if self.names[v] and (self.on(v) or not seen)]
        return [self._centre(v) if self.clickable(v) else self._deviation(v) for v in shown]

    def _centre(self, vertex: int) -> d.DrawnPoint:
        name = self.names[vertex]
        words = f"{name} of the cloud; ellipses at one and two standard deviations"
        return self._point(vertex, "centre", words).model_copy(update={"label": name})

    def _deviation(self, vertex: int) -> d.DrawnPoint:
        name = self.names[vertex]
        point = self._point(vertex, "deviation", f"one standard deviation along {name}")
        return point.model_copy(update={"label": f"\u03c3 of {name}", "named": False})

    def clickable(self, vertex: int) -> bool:
        parts = self.geometry.parts
        return not parts or any(vertex == centre for centre, *_ in parts)

    def lines(self) -> Iterator[d.DrawnLine]:
        """Two standard deviations to either side."""
        for centre, *deviations in self.geometry.parts:
            x, y = self.geometry.vertices[centre]
            for dx, dy in self._away(centre, deviations[:2]):
                xs, ys = [x - 2 * dx, x + 2 * dx], [y - 2 * dy, y + 2 * dy]
                yield d.DrawnLine(stroke="axis", x=xs, y=ys)

    def ellipses(self) -> Iterator[d.DrawnEllipse]:
        """By the lower triangle whose square is the covariance on the plane."""
        for centre, *deviations in self.geometry.parts:
            if not deviations:
                continue
            away, (x, y) = self._away(centre, deviations), self.geometry.vertices[centre]
            xx, xy, yy = (sum(a[i] * a[j] for a in away) for i, j in ((0, 0), (0, 1), (1, 1)))
            wide = sqrt(xx)
            slant = xy / wide if wide > 0 else 0.0
            high = sqrt(max(0.0, yy - slant * slant))
            for sigmas in (2, 1):
                yield d.DrawnEllipse(
                    x=x,
                    y=y,
                    along=(sigmas * wide, sigmas * slant),
                    across=(0.0, sigmas * high),
                    sigmas=sigmas,
                )

    def _away(self, centre: int, deviations: list[int]) -> list[tuple[float, float]]:
        x, y = self.geometry.vertices[centre]
        places = (self.geometry.vertices[vertex] for vertex in deviations)
        return [(px - x, py - y) for px, py in places]

    def cloud(self) -> d.DrawnCloud | None:
        random = self.geometry.random_axes
        parts = (p for p in self.geometry.parts if len(p) > 1 and self.on(p[0]) and self.on(p[1]))
        part = next(parts, None)
        if part is None or "x" in random:
            return None
        across = len(part) > 2 and self.on(part[2]) and "y" not in random
        return d.DrawnCloud(part=part, across=across)

    def middle(self) -> int:
        seen = self.cloud()
        return seen.part[0] if seen else super().middle()

    def planes(self) -> list[d.OtherPlane]:
        """The centre, and one standard deviation along the second and the first deviation."""
        parts = self.geometry.parts
        return [
            d.OtherPlane(label=f"cloud {number}", vertices=(part[0], part[2], part[1]))
            for number, part in enumerate(parts, start=1)
            if len(parts) > 1 and len(part) > 2
        ]

    def slider(self) -> d.Slider | None:
        seen = self.cloud()
        if seen is None or not self.measured:
            return super().slider()
        up = "along the second deviation" if seen.across else "up the map, a random direction"
        return d.Slider(
            kind="deviations",
            words="Position along the first deviation",
            title={"main": "along the first deviation", "straight": up},
            ends=[],
            corners=[],
            centre=seen.part[0],
        )


_DRAWN: dict[Family, type[Drawn]] = {
    Family.MEMBERS: Drawn,
    Family.CURVE: DrawnCurve,
    Family.SIMPLEX: DrawnSimplex,
    Family.COMPLEX: DrawnComplex,
    Family.GAUSSIAN: DrawnGaussian,
    Family.DROPOUT: DrawnDropout,
}


def drawing(family: Family, geometry: Geometry, profile: Profile | None) -> d.Drawing:
    """What the map of a trained family shows; more of it once its profile is known."""
    one = family is Family.COMPLEX and len(geometry.parts) == 1
    return (DrawnSimplex if one else _DRAWN[family])(geometry, profile).drawing()


def drawn(preview: Preview) -> Preview:
    """With what it shows; while networks are trained there is nowhere to go yet."""
    geometry = preview.geometry
    lines = list(DrawnComplex(geometry, None).lines())
    if preview.trail:
        x, y = zip(*preview.trail, strict=True)
        lines.append(d.DrawnLine(stroke="trail", x=list(x), y=list(y)))
    shown = d.Drawing(points=Drawn(geometry, None).points(), lines=lines)
    return preview.model_copy(update={"drawing": shown})
