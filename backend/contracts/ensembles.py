"""An ensemble put together by hand: places and samples of one run, beside its Deep Ensemble."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from backend.contracts.base import Contract, Identifier
from backend.contracts.predictions import Placement, Point, Sample
from backend.contracts.quality import Detection, Quality
from backend.contracts.questions import Question, Reply

MOST_MEMBERS = 64
"""Of one ensemble: each is a forward pass over every image."""
LEAST_EXAMPLES = 100


class EnsembleRequest(Contract):
    """The ensemble's members: the points, and those drawn beside them."""

    points: Annotated[list[Point], Field(min_length=1, max_length=MOST_MEMBERS)] | None = None
    sample: Sample | None = None
    examples: Annotated[int, Field(ge=LEAST_EXAMPLES, le=10_000, strict=True)] | None = None
    """At most so many test images; by default all of them for an MLP, 2,000 for others."""
    foreign: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    """A data set that the ensemble was not trained on, to be told from the test images."""

    @model_validator(mode="after")
    def _some_members(self) -> "EnsembleRequest":
        if self.points is None and self.sample is None:
            raise ValueError("give points, a sample, or both; got neither")
        return self


class EnsembleFigures(Contract):
    """Of one ensemble on these images."""

    networks: int
    """That must be evaluated for every image: forward passes."""
    quality: Quality
    """Without what takes a temperature."""
    detection: list[Detection]
    """With histograms; empty without foreign images."""
    equivalent_trainings: float | None = None
    """What training its networks cost; null where nobody has counted."""


class Ensemble(Contract):
    run: Identifier
    examples: int
    """Test images that all figures are about."""
    split_examples: int
    """Images of the whole test split."""
    foreign: str | None
    foreign_examples: int | None
    foreign_here: list[str]
    """Names that `foreign` may take on this machine."""
    missing: str | None
    """Why there are no foreign images although they were asked for."""
    ensemble: EnsembleFigures
    reference: EnsembleFigures | None
    """The Deep Ensemble of the procedure."""
    reference_run: Identifier | None
    members: list[Placement]
    """Of the ensemble: the points in their order, then the sample."""
    seconds: float


class EnsembleTask(Question):
    kind: Literal["ensemble"] = "ensemble"
    reference_run: Identifier | None
    request: EnsembleRequest


class EnsembleReply(Reply):
    ensemble: Ensemble | None = None
