"""How differently the networks of a map label the images than the one where you stand."""

from typing import Literal

from backend.contracts.base import Contract, Identifier
from backend.contracts.landscapes import Split
from backend.contracts.predictions import Point


class DisagreementRequest(Contract):
    point: Point
    """The network that all others are compared with; anywhere in the run's weight space."""


class Disagreement(Contract):
    landscape: Identifier
    split: Split
    images: int
    """That the landscape keeps its labels of, and that the network was shown."""
    disagreement: list[list[float | None]]
    """Part of them that the network at the grid point labels otherwise: rows of y, values along
    x; null where no tile is finished, and where a network's numbers overflow."""
    completed_points: int
    total_points: int
    seconds: float


class DisagreementTask(Contract):
    """The message without a row: the validated request and where the answer goes."""

    run: Identifier
    landscape: Identifier
    request: DisagreementRequest
    reply_key: str
    sent_at: float
    """Unix time, seconds."""


class DisagreementReply(Contract):
    disagreement: Disagreement | None = None
    status: Literal[200, 404, 409, 422, 500, 503] = 200
    detail: str | None = None
    pointer: str | None = None
    """JSON pointer of the field that was refused."""
