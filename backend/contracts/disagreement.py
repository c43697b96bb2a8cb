"""How differently the networks of a map label the images than the one where you stand."""

from typing import Literal

from backend.contracts.base import Contract, Identifier
from backend.contracts.landscapes import Split
from backend.contracts.predictions import Point
from backend.contracts.questions import Question, Reply
from backend.contracts.reading import Kept


class DisagreementRequest(Contract):
    point: Point
    """The network that all others are compared with; anywhere in the run's weight space."""


class Disagreement(Contract):
    landscape: Identifier
    split: Kept[Split]
    images: int
    """That the landscape keeps its labels of, and that the network was shown."""
    disagreement: list[list[float | None]]
    """Part of them that the network at the grid point labels otherwise: rows of y, values along
    x; null where no tile is finished, and where a network's numbers overflow."""
    completed_points: int
    total_points: int
    seconds: float


class DisagreementTask(Question):
    kind: Literal["disagreement"] = "disagreement"
    landscape: Identifier
    request: DisagreementRequest


class DisagreementReply(Reply):
    disagreement: Disagreement | None = None
