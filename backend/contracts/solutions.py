"""Networks as points of a plane, near each other where they say the same."""

from typing import Annotated, Literal

from pydantic import Field

from backend.contracts.base import Contract, Identifier
from backend.contracts.predictions import Point
from backend.contracts.questions import Question, Reply
from backend.contracts.reading import Kept

MOST_PLACED = 65
"""The network where one stands, and a full basket."""


class SolutionsRequest(Contract):
    points: Annotated[list[Point], Field(max_length=MOST_PLACED)] = []
    """Further networks of the run, placed on the map that the others make."""


class Place(Contract):
    """Of one network on the map; distances are roots of nats."""

    x: float
    y: float
    accuracy: float
    nll: float
    """Nats; both on the images of the map."""


class Solution(Place):
    role: Kept[Literal["retraining", "family"]]
    member: int | None = None
    """Its number in the reference, for a retraining."""
    point: Point | None = None
    """Where it lies in the run; null for a retraining, and for a network drawn by chance."""
    vertex: int | None = None
    """Its number, where it is a vertex, a member or an end of the family."""


class Reach(Contract):
    """Whether the family comes near retrainings; distances in full, not on the map."""

    retrainings: int
    """That are counted: those that the family itself starts from are not."""
    left_out: int
    to_family: float
    """Mean distance of a retraining to the nearest network of the family."""
    to_retraining: float | None
    """Mean distance of a retraining to the nearest other one."""
    among_retrainings: float | None
    """Mean distance of two retrainings."""
    within_family: float
    """Mean distance of two networks of the family."""
    sentence: str


class Solutions(Contract):
    """Classical scaling of the networks' mean Jensen-Shannon divergences.

    The distance of two networks is the root of the mean over the images of the Jensen-Shannon
    divergence of their predictive distributions; it is a metric.
    """

    run: Identifier
    reference_run: Identifier | None
    images: int
    networks: list[Solution]
    edges: list[tuple[int, int]]
    """Neighbours in the family, as numbers of the networks: along the curve, over the simplex."""
    placed: list[Place]
    """The asked points, in their order."""
    stress: float | None
    """Kruskal's stress 1 of the map: 0 shows every distance as it is; null without distances."""
    explained: tuple[float, float]
    """Part of the variance that each of the two axes shows."""
    reach: Reach | None
    """Null without a reference, and for the reference itself."""
    seconds: float


class SolutionsTask(Question):
    kind: Literal["solutions"] = "solutions"
    reference_run: Identifier | None
    request: SolutionsRequest


class SolutionsReply(Reply):
    solutions: Solutions | None = None
