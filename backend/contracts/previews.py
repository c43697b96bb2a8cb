"""What the loss looked like after an epoch: a coarse map that is drawn while a run trains."""

from backend.contracts.base import Contract
from backend.contracts.drawings import Drawing
from backend.contracts.landscapes import Geometry


class VertexScore(Contract):
    """Of one vertex on the images of the preview."""

    vertex: int
    loss: float | None
    """Nats; null where its numbers overflow, as for the accuracy."""
    accuracy: float | None


class Preview(Contract):
    """Over the plane through the vertices as they were; numbers keep four significant digits."""

    epoch: int
    """From 1, over all members; that of an `EpochResult`."""
    member: int | None
    """The network being trained, where they are trained one after the other."""
    geometry: Geometry
    """Of vertices finished and in training; the first in the origin, the last to its right."""
    trail: list[tuple[float, float]]
    """The curve, projected on the plane; empty in other families."""
    third: int | None
    """The vertex that the plane goes through beside the first and the last, where there is one."""
    values: dict[str, list[list[float | None]]]
    """Loss in nats and accuracy: rows of y -> values along x; null where numbers overflow."""
    vertices: list[VertexScore]
    """Of all vertices, or of those that the plane goes through."""
    examples: int
    """Test images, the same after every epoch."""
    skipped: int
    """Epochs before it without one: it would have slowed the training by more than a tenth."""
    seconds: float
    """That it took."""
    drawing: Drawing | None = None
    """What is drawn of it; made when it is read."""
