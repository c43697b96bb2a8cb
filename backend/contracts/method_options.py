"""Options that several methods have."""

from typing import Annotated

from pydantic import Field

from backend.contracts.base import Flag
from backend.contracts.method_entries import MethodOptions
from backend.contracts.options import EndPoint, unit


class Budgeted(MethodOptions):
    budget: Annotated[float, Field(ge=0.05, le=10, json_schema_extra=unit("trainings"))] = 1.0
    """How much the run may spend, as a multiple of one plain training."""


class Startable(MethodOptions):
    start_from: EndPoint | None = None
    """A trained network to start from; without one the run trains its own."""


class SubspaceOptions(Budgeted):
    beta: Annotated[float, Field(ge=0, le=100)] = 1.0
    """Weight of the squared cosine that keeps the vertices apart (Wortsman 2021)."""
    rate_factor: Annotated[float, Field(ge=0, le=10)] = 0.0
    """Multiplies the learning rate; 0 takes 1 / (sum of squared coefficients) of each draw."""
    layerwise: Flag = False
    """Draw other coefficients for every layer (Wortsman 2021)."""
