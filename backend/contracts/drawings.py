"""What is drawn of a family, in shapes that say nothing of which family it is.

All places are weight distance along the axes of the map. What lies `off` the plane is drawn as its
orthogonal projection.
"""

from typing import Literal

from backend.contracts.base import Contract
from backend.contracts.families import PointKind

Stroke = Literal["trail", "straight", "control", "outline", "spoke", "edge", "beside", "axis"]
"""Along the family; straight across; from control point to control point; around the one face and
from it to what lies beside; of several an edge on the plane and one beside it; a direction of a
cloud."""

Shape = Literal["network", "centre", "deviation"]
"""A circle, hollow where it lies off the plane; a cross; a dot at one standard deviation."""


class DrawnPoint(Contract):
    vertex: int
    x: float
    y: float
    shape: Shape
    off: float
    """Weight distance from the plane; 0 on it."""
    label: str
    """Beside it; empty where there is none, as its neighbour's speaks for it."""
    label_off: float
    """The least of those that share the label."""
    words: str
    """Of it alone, to be said on request."""
    named: bool
    """Whether a click on it means this network."""


class DrawnLine(Contract):
    stroke: Stroke
    x: list[float]
    y: list[float]
    words: str = ""
    named: PointKind | None = None
    """By what a click on it names a network, whose place on the line is that of the `trail` or the
    `straight` way of the profile; null where it means a place of the map."""


class DrawnFace(Contract):
    """Filled, as mixtures of its vertices lie on the plane; of two vertices an edge."""

    vertices: list[int]
    x: list[float]
    y: list[float]
    """Once around, without coming back."""


class DrawnEllipse(Contract):
    """Places centre + along cos(a) + across sin(a)."""

    x: float
    y: float
    along: tuple[float, float]
    across: tuple[float, float]
    sigmas: int
    """Standard deviations from its centre."""


class DrawnCloud(Contract):
    """The map's axes are deviations of this cloud: places are named in standard deviations."""

    part: list[int]
    """Its centre and its deviations, the first and the second along the axes."""
    across: bool
    """Whether the second one is; else chance took its place."""


class DrawnStart(Contract):
    """Where one stands before having moved."""

    member: int | None = None
    t: float | None = None
    """On a curve."""
    coefficients: list[float] | None = None
    on_trail: float | None = None
    """Position on the trail of the profile, where that leads over corners."""


class OtherPlane(Contract):
    """Another map worth having: through three vertices, the first in the origin."""

    label: str
    vertices: tuple[int, int, int]


class Slider(Contract):
    """What is shown beside the map, and what a position on it means."""

    kind: Literal["trail", "straight", "deviations", "sections"]
    """The ways of the profile; the straight one alone; sections of the map through one network, in
    standard deviations or in weight distance."""
    words: str
    title: dict[Literal["main", "straight"], str]
    """What each line is."""
    ends: list[str]
    """Names of the networks at both ends."""
    corners: list[tuple[float, str]]
    """Position on the trail -> name of the network there, between the ends."""
    centre: int | None = None
    """Vertex that sections go through."""


class Drawing(Contract):
    points: list[DrawnPoint]
    lines: list[DrawnLine]
    faces: list[DrawnFace] = []
    ellipses: list[DrawnEllipse] = []
    cloud: DrawnCloud | None = None
    start: DrawnStart | None = None
    """Null until the profile is known that it depends on."""
    held: PointKind | None = None
    """A drag that begins on a network named so stays on the family."""
    weighed: bool = False
    """Whether coefficients say where one is, in place of a slider."""
    planes: list[OtherPlane] = []
    slider: Slider | None = None
