"""What the network at a point, or a whole subspace, says about images."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from backend.contracts.base import Contract, Flag, Identifier, Seed, spelled
from backend.contracts.catalog import LIMITS, PointKind
from backend.contracts.evaluation import Gap
from backend.contracts.influences import Influence
from backend.contracts.landscapes import Split
from backend.contracts.quality import Quality
from backend.contracts.questions import AnswerProgress, Question, Reply

Finite = Annotated[float, Field(ge=-LIMITS.weight_distance, le=LIMITS.weight_distance)]
COEFFICIENT_SUM_TOLERANCE = 1e-6
MOST_VERTICES = 512
"""Of a family: eight clouds of fifty deviations and a centre have 408."""


class Point(Contract):
    """Exactly one of: a member, a position on a curve, coefficients, a place on a landscape."""

    member: Annotated[int, Field(ge=0, le=MOST_VERTICES - 1, strict=True)] | None = None
    t: Annotated[float, Field(ge=0, le=1)] | None = None
    coefficients: Annotated[list[Finite], Field(min_length=1, max_length=MOST_VERTICES)] | None = (
        None
    )
    landscape: Identifier | None = None
    x: Finite | None = None
    y: Finite | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "Point":
        kinds = [kind.value for kind in PointKind if getattr(self, kind) is not None]
        if len(kinds) != 1:
            raise ValueError(
                "a point is exactly one of {member}, {t}, {coefficients}, {landscape, x, y}; "
                f"got {', '.join(kinds) or 'none'}"
            )
        placed = self.x is not None and self.y is not None
        if (kinds == ["landscape"]) != placed or (self.x is None) != (self.y is None):
            raise ValueError("x and y belong to a landscape, and a landscape needs both")
        if self.coefficients and abs(sum(self.coefficients) - 1) > COEFFICIENT_SUM_TOLERANCE:
            raise ValueError(
                f"coefficients must sum to 1; they sum to {sum(self.coefficients):.6g}"
            )
        return self


class Sample(Contract):
    """Members drawn from the subspace; a family of members is enumerated instead."""

    count: Annotated[int, Field(ge=1, le=256, strict=True)] = 32
    concentration: Annotated[float, Field(ge=0.05, le=20)] = 1.0
    """Of the Dirichlet distribution on a simplex; on a curve t is uniform and only 1 is taken."""
    seed: Seed = 0


class Selection(StrEnum):
    RANDOM = "random"
    UNCERTAIN = "uncertain"
    CHANGING = "changing"
    WRONG = "wrong"
    HARD = "hard"
    EASY = "easy"
    FLIPS = "flips"
    """Which label would a further retraining most likely change?"""


Index = Annotated[int, Field(ge=0, lt=2**31, strict=True)]


MAX_IMAGES = 64
MAX_DETAILED = 4
PNG_PREFIX = "data:image/png;base64,"

Pixel = Annotated[float, Field(ge=0, le=1)]
PngUrl = Annotated[
    str,
    Field(max_length=2**19),
    *spelled(f"{PNG_PREFIX}[A-Za-z0-9+/]+={{0,2}}", f"a PNG as text: {PNG_PREFIX} and base64"),
]
FIRST = Field(fail_fast=True)
"""One wrong pixel is told, not the thousand that are wrong with it."""
Row = Annotated[list[Pixel], FIRST]
GivenImage = PngUrl | Annotated[list[Annotated[list[Row], FIRST]], FIRST]
"""A PNG as a data URL, fitted to the data set's shape; or an array of that shape."""


class PredictionRequest(Contract):
    point: Point | None = None
    points: Annotated[list[Point], Field(min_length=1, max_length=256)] | None = None
    sample: Sample | None = None
    split: Split = "test"
    examples: (
        Annotated[int, Field(ge=1, le=10_000, strict=True)]
        | Annotated[list[Index], Field(min_length=1, max_length=10_000)]
    ) = 24
    selection: Selection = Selection.UNCERTAIN
    """Which images, where `examples` is a count."""
    seed: Seed = 0
    """Of the random selection."""
    images: Flag | Annotated[list[GivenImage], Field(min_length=1, max_length=MAX_IMAGES)] = True
    """Images in place of `examples`; or whether to send the pictures too."""
    influence: Influence | None = None
    """Done to the one image: its values stand in the place of examples."""
    split_details: Flag = False
    """Also each network's figures of merit on the whole split, and how far the networks differ
    there; for a few given points."""
    early: Flag = False
    """Whether a first answer is welcome, in which `progress` says what is still worked out: figures
    of the whole split are null as long, and the rest may be provisional. Otherwise the service says
    202 until all is there."""

    @property
    def given_images(self) -> list[GivenImage]:
        """Those that came with the request."""
        return [] if isinstance(self.images, bool) else self.images

    @property
    def image_count(self) -> int:
        """Images that are asked about, before an influence."""
        if self.given_images:
            return len(self.given_images)
        return self.examples if isinstance(self.examples, int) else len(self.examples)

    @property
    def answer_count(self) -> int:
        """Length of the answer: images, or values of an influence."""
        return len(self.influence.values) if self.influence else self.image_count

    @model_validator(mode="after")
    def _one_source(self) -> "PredictionRequest":
        given = [k for k in ("point", "points", "sample") if getattr(self, k) is not None]
        if len(given) != 1:
            raise ValueError(
                f"give exactly one of point, points, sample; got {', '.join(given) or 'none'}"
            )
        return self

    @model_validator(mode="after")
    def _few_details(self) -> "PredictionRequest":
        points = 1 if self.point else len(self.points or [])
        if self.split_details and not 1 <= points <= MAX_DETAILED:
            raise ValueError(
                f"split_details are of a point, or of at most {MAX_DETAILED} points; got "
                f"{f'{points} points' if points else 'a sample'}"
            )
        return self


class SplitDetails(Contract):
    """Single networks on the whole split."""

    examples: int
    networks: list[Quality]
    """In the order of the points; without what takes a temperature."""
    behind_first: list[Gap]
    """How far each stays behind the first, by differences image by image."""
    differing: list[list[int]]
    """(networks, networks): number of images that two of them give different labels."""
    differing_examples: list[int]
    """Images on which the first and the last network differ, those first where both are most
    confident; at most 64."""


class Example(Contract):
    index: int
    """In the split; of an image that came with the request its place there."""
    image: str | None
    """PNG as a data URL."""
    target: int | None
    """Null for an image that came with the request."""


class Placement(Contract):
    """Where a point lies, seen from the family."""

    coefficients: list[float] | None
    """Null for a place of the plane that is no affine combination of the vertices."""
    t: float | None
    """Position of the nearest point of the curve; null where the family is no curve."""
    extrapolated: bool
    """Some coefficient is negative."""
    on_family: bool
    distance: float
    """Weight distance from the nearest network of the family; 0 on it."""


class Prediction(Contract):
    run: Identifier
    examples: list[Example]
    probabilities: list[list[list[float]]]
    """(members, examples, classes)."""
    predictive: list[list[float]]
    """(examples, classes), the mean over the members."""
    standard_uncertainty: list[list[float]] | None
    """(examples, classes), ddof = 1; null for one member."""
    predictive_entropy: list[float]
    expected_entropy: list[float]
    mutual_information: list[float]
    """(examples,), nats."""
    accuracy: float | None
    nll: float | None
    """Over the examples; null where they have no targets."""
    members: list[Placement]
    split_loss: float | None = None
    split_loss_standard_error: float | None = None
    split_accuracy: float | None = None
    split_accuracy_standard_error: float | None = None
    split_ece: float | None = None
    split_entropy: float | None = None
    split_entropy_standard_error: float | None = None
    """Over the whole split, for one point; null for several, and until they are known. The last
    three as on the map: expected calibration error, and mean predictive entropy in nats."""
    scores: list[float] | None = None
    """(examples,), what a selection ranked them by: mutual information in nats, the negative
    log-likelihood in nats of the network that stands for the family (of separate ones the mean), or
    the chance that a further retraining changes the label."""
    split_details: SplitDetails | None = None
    """Where they were asked for; null until they are known."""
    progress: AnswerProgress | None = None
    """Of what is still worked out: the same question brings it. Null once the answer is whole."""
    provisional: int | None = None
    """Training images that batch-norm statistics come from, where those are fewer than they will be
    in the end; all figures change a little then. Null once they are final."""
    seconds: float
    timings: dict[str, float]
    """Seconds in the queue, loading and computing."""


class PredictionTask(Question):
    kind: Literal["prediction"] = "prediction"
    request: PredictionRequest


class PredictionReply(Reply):
    prediction: Prediction | None = None
