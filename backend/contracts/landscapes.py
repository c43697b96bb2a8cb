"""Loss and further metrics over a plane of weight space."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    Field,
    SerializeAsAny,
    ValidationError,
    ValidationInfo,
    WrapValidator,
    field_validator,
    model_validator,
)

from backend.contracts.base import Contract, Identifier
from backend.contracts.catalog import LIMITS
from backend.contracts.drawings import Drawing
from backend.contracts.faults import faults_of
from backend.contracts.metrics import METRICS, Metric
from backend.contracts.reading import Kept, read
from backend.contracts.runs import Failure, JobPhase
from backend.contracts.stored_recipes import NotKnownHere
from backend.contracts.turns import Turn

Side = Annotated[int, Field(ge=3, le=LIMITS.resolution, strict=True)]
VertexNumber = Annotated[int, Field(ge=0, lt=512, strict=True)]
Split = Literal["test", "train"]


class VerticesPlane(Contract):
    """Through the first vertex, the last and the one farthest from their line.

    Random filter-normalised directions (Li 2018), seeded by the recipe, stand in for missing ones.
    """

    kind: Literal["vertices"] = "vertices"
    vertices: tuple[VertexNumber, VertexNumber, VertexNumber] | None = None
    """Another face: through these three, the first in the origin, the last to its right."""

    @model_validator(mode="after")
    def _three(self) -> "VerticesPlane":
        if self.vertices and len(set(self.vertices)) < 3:
            raise ValueError(f"a face has three different vertices; got {list(self.vertices)}")
        return self


class LandscapeRequest(Contract):
    plane: VerticesPlane = VerticesPlane()
    resolution: Side | tuple[Side, Side] = 33
    margin: Annotated[float, Field(ge=0, le=5)] = 0.35
    """Added on every side, as a part of the largest extent of the vertices."""
    split: Split = "test"
    metrics: Annotated[list[Metric], Field(min_length=1, max_length=len(METRICS))] = list(METRICS)
    """Landscapes that are older than a metric were asked for without it."""
    max_examples: Annotated[int, Field(ge=1, le=60_000)] | None = None
    precision: Literal["float32"] = "float32"

    def requested(self) -> "LandscapeRequest":
        """To compute with.

        Raises:
            NotKnownHere: It was written by a version that takes what this one does not.
        """
        return self

    @property
    def sides(self) -> tuple[int, int]:
        """Points along x and along y."""
        return self.resolution if isinstance(self.resolution, tuple) else (self.resolution,) * 2

    @property
    def strides(self) -> list[int]:
        """Coarse to fine: powers of two that divide both sides, with at least 5 points a side."""
        nx, ny = self.sides
        powers = [2**k for k in range(8)]
        fits = [
            s
            for s in powers
            if (nx - 1) % s == 0 and (ny - 1) % s == 0 and min(nx - 1, ny - 1) // s >= 4
        ]
        return sorted(fits or [1], reverse=True)


class StoredPlane(VerticesPlane):
    kind: Kept[Literal["vertices"]] = "vertices"
    vertices: tuple[int, int, int] | None = None


class StoredLandscapeRequest(LandscapeRequest):
    """As it was written: no limit and no name of today is held against it."""

    plane: StoredPlane = StoredPlane()
    resolution: int | tuple[int, int] = 33
    margin: float = 0.35
    split: Kept[Split] = "test"
    metrics: Kept[list[Metric]] = list(METRICS)
    max_examples: int | None = None
    precision: Kept[Literal["float32"]] = "float32"

    def requested(self) -> LandscapeRequest:
        written = self.model_dump(mode="json")
        try:
            return LandscapeRequest.model_validate(written)
        except ValidationError as error:
            fault = faults_of(error, written)[0]
            raise NotKnownHere(
                f"this map was asked for with what is not known here: {fault.pointer[1:]} "
                f"({fault.detail}). It can be looked at and deleted; ask for another one"
            ) from error


def _as_written(request: Any, _: object) -> LandscapeRequest:
    given = isinstance(request, LandscapeRequest)
    return request if given else read(StoredLandscapeRequest, request)


AnyLandscapeRequest = Annotated[LandscapeRequest, WrapValidator(_as_written), SerializeAsAny()]
"""Of a record."""


class Geometry(Contract):
    """Where the plane lies in weight space and what of the family lies on it."""

    x: list[float]
    """Weight distance from the origin, along the first axis; ascending."""
    y: list[float]
    vertices: list[tuple[float, float]]
    """Of every vertex, member or control point: its orthogonal projection on the plane."""
    vertex_names: list[str]
    distances: list[float]
    """Of every vertex from the plane; 0 for those it goes through."""
    random_axes: Kept[list[Literal["x", "y"]]]
    """Axes that are random directions."""
    parts: list[list[int]] = []
    """Vertex numbers of every simplex of a complex, or of every cloud, its centre first."""


class Path(Contract):
    """What the networks score along a way through weight space."""

    t: list[float]
    coefficients: list[list[float]]
    x: list[float]
    y: list[float]
    loss: list[float | None]
    """Null where a network's numbers overflow, as for all below."""
    loss_standard_error: list[float | None]
    accuracy: list[float | None]
    accuracy_standard_error: list[float | None]
    ece: list[float | None] = []
    """As on the map; empty where the way is older than this, as for the entropy."""
    entropy: list[float | None] = []
    barrier: Annotated[float | None, Field(validate_default=True)] = None
    """Largest excess of the loss over the straight line between the losses of both ends, nats; 0
    is no barrier, null where numbers overflow."""

    @field_validator("barrier")
    @classmethod
    def _measured(cls, _: float | None, info: ValidationInfo) -> float | None:
        """From the losses, whatever is stored beside them: it was measured otherwise once."""
        return barrier(info.data.get("t", []), info.data.get("loss", []))


def barrier(t: Sequence[float], losses: Sequence[float | None]) -> float | None:
    """Largest excess over linear interpolation of the ends, never below 0 (Entezari 2022, eq. 1).

    A way that dips, or that climbs steadily from the better end to the worse, has none.

    Args:
        t: Positions on the way, from 0 to 1.
        losses: There; nats.
    """
    known = [loss for loss in losses if loss is not None]
    if not known or len(known) < len(losses):
        return None
    first, rise = known[0], known[-1] - known[0]
    return max(0.0, *(loss - first - at * rise for at, loss in zip(t, known, strict=True)))


class Profile(Contract):
    trail: Path | None
    """Along the curve, or from simplex to simplex where they meet; null in other families."""
    straight: Path | None
    """From the first vertex to the last, or from part to part; null for one network or cloud."""


class Landscape(Contract):
    id: Identifier
    run: Identifier
    request: AnyLandscapeRequest
    phase: JobPhase
    failure: Failure | None
    level: int
    """Finest complete nested level, from 1; 0 when none is."""
    strides: list[int]
    """Of the nested levels, coarse to fine: level k holds every strides[k-1]-th point."""
    completed_points: int
    total_points: int
    examples: int | None
    """Images that every point is scored on; null until the worker has begun."""
    geometry: Geometry | None
    profile: Profile | None
    drawing: Drawing | None = None
    """What is drawn of the family; null without a geometry, and where the method is not known here.
    It is made when it is read, so that maps of earlier versions have it too."""
    values: dict[str, list[list[float | None]]]
    """Metric -> rows of y -> values along x; null where nothing was computed."""
    created_at: datetime
    finished_at: datetime | None
    turn: Turn | None = None
    """Where it stands in the line of all that waits; null once it has ended."""


class LandscapeUpdate(Contract):
    """Grid points that one tile finished."""

    indices: list[tuple[int, int]]
    """(row, column) of every point."""
    values: dict[str, list[float | None]]
    """Metric -> values; null where a network's numbers overflow, never 0."""

    @model_validator(mode="after")
    def _aligned(self) -> "LandscapeUpdate":
        if any(len(values) != len(self.indices) for values in self.values.values()):
            raise ValueError("every metric needs one value per index")
        return self
