"""A run: one training, from the queue to its last phase."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from backend.contracts.base import SHA256, Contract, Flag, FlagText, Identifier, spelled
from backend.contracts.fault_words import alternatives, shown
from backend.contracts.reading import Named
from backend.contracts.recipes import Recipe
from backend.contracts.stored_recipes import AnyRecipe, known


class JobPhase(Named):
    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def terminal(self) -> bool:
        return self in (JobPhase.COMPLETED, JobPhase.FAILED, JobPhase.CANCELLED)


class FailureKind(Named):
    REQUEST = "request"
    RESOURCES = "resources"
    DIVERGED = "diverged"
    LOST = "lost"
    INTERNAL = "internal"


class Failure(Contract):
    kind: FailureKind
    sentence: str
    log_tail: str | None = None


class Progress(Contract):
    """Where a training stands; yielded at least every half second, or after every longer step."""

    step: int
    total_steps: int
    epoch: int
    """Passes over the training images finished, over all members and parts of the run."""
    total_epochs: int
    member: int | None
    """The network being trained, where they are trained one after the other."""
    loss: float | None
    """Training loss in nats, smoothed over about fifty steps."""
    learning_rate: float
    gradient_evaluations: int
    """Done by the run itself so far."""
    seconds: float
    """Spent in steps so far, by all attempts."""
    seconds_left: float | None


class EpochResult(Contract):
    epoch: int
    """From 1, over all members and parts of the run."""
    total_epochs: int
    member: int | None
    loss: float
    """Mean training loss over the epoch, nats."""
    test_loss: float
    """Of the network that stands for the family (t = 0.5 of a curve, the centroid of a simplex), or
    of the member being trained, on the test split; nats."""
    test_accuracy: float
    learning_rate: float
    gradient_evaluations: int
    seconds: float


# PostgreSQL stores every character but this one.
WITHOUT_NUL = spelled(r"[^\x00]*", "text without the character NUL")
ShortText = Annotated[str, Field(max_length=200), *WITHOUT_NUL]
# All that is not ASCII but line ends, marks that turn the direction of text, and surrogates.
_WIDE = "\u00a0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\U0010ffff"
Tag = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=40),
    *spelled(rf"[\w .:/{_WIDE}-]+", "letters, digits, spaces, emoji and any of _ . : / -"),
]
RecipeGroup = Annotated[str, *SHA256]
"""Hash of all of a recipe but its seed."""
Notes = Annotated[str, Field(max_length=10_000), *WITHOUT_NUL]


class RunRequest(Contract):
    recipe: Recipe
    name: ShortText | None = None
    tags: Annotated[list[Tag], Field(max_length=20)] = []
    notes: Notes = ""


class RunPatch(Contract):
    name: ShortText | None = None
    tags: Annotated[list[Tag], Field(max_length=20)] | None = None
    notes: Notes | None = None
    starred: Flag | None = None
    archived: Flag | None = None


class RunFigures(Contract):
    """How good the mean over the subspace is on the test split; null where nobody can tell."""

    accuracy: float | None
    """A fraction."""
    accuracy_standard_error: float | None
    """Sampling of the test images."""
    nll: float | None
    """Nats."""
    nll_standard_error: float | None


class Run(Contract):
    id: Identifier
    name: str
    recipe: AnyRecipe
    unknown: list[str] = []
    """What of the recipe the service does not know, and so cannot compute with."""
    phase: JobPhase
    progress: Progress | None
    attempt: int
    failure: Failure | None
    waits_for: list[str]
    """Ids of unfinished runs this one needs."""
    queue_position: int | None
    """From 1; null when not queued."""
    obstacle: str | None = None
    """Why no worker takes a queued run, where that is known."""
    cancel_requested: bool
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    owner: str
    tags: list[str]
    notes: str
    starred: bool
    archived: bool
    retry_of: str | None
    reference: str | None
    """Id of the completed Deep Ensemble of the same procedure, where there is one."""
    group: RecipeGroup | None = None
    """Shared with the runs whose recipes differ by the seed alone."""
    figures: RunFigures | None = None
    """Null until the run is completed."""
    remark: str | None = None
    """What a person should know of it and would not see in its figures."""

    def known_recipe(self) -> Recipe:
        """To compute with.

        Raises:
            NotKnownHere: Something of it is not known here.
        """
        return known(self.recipe, f"run {self.id}")


class OtherRuns(Contract):
    total: int
    names: list[str]
    """Of the newest of them."""
    ids: list[Identifier] = []
    """In the order of the names, which may be equal."""


class Dependents(Contract):
    """What others lose when a run is deleted."""

    compared: OtherRuns
    """Completed runs that it is the reference of."""
    instead: str | None
    """The Deep Ensemble that they are compared with then, by its name; null where there is none."""
    instead_id: Identifier | None = None
    waiting: OtherRuns
    """Queued runs that start from it; they fail."""


class DeletedRun(Run):
    """As it was, and what others lost with it."""

    dependents: Dependents | None = None
    """Null where a service does not tell."""


class RunPage(Contract):
    items: list[Run]
    page: int
    page_size: int
    total: int


class RunFilter(Contract):
    """Which runs are meant, and which page of them; a field that is left out keeps them all."""

    phase: JobPhase | None = None
    # Names that the catalog does not know are names of stored runs all the same.
    dataset: ShortText | None = None
    network: ShortText | None = None
    method: ShortText | None = None
    tag: ShortText | None = None
    query: ShortText | None = None
    """Part of the name, the notes or the id."""
    starred: FlagText | None = None
    archived: FlagText = False
    """Whether those that were put away are meant, and they alone."""
    group: RecipeGroup | None = None
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=200)] = 50

    @field_validator("phase")
    @classmethod
    def _ours(cls, phase: JobPhase | None) -> JobPhase | None:
        if phase is not None and not phase.is_ours:
            raise ValueError(f"expected {alternatives(list(JobPhase))}, got {shown(phase)}")
        return phase


class RunQuery(RunFilter):
    sort: Literal[
        "-created_at",
        "created_at",
        "name",
        "-name",
        "phase",
        "method",
        "accuracy",
        "-accuracy",
        "nll",
        "-nll",
    ] = "-created_at"
    """Runs without figures come last, whichever way."""


class EventKind(Named):
    PROGRESS = "progress"
    EPOCH = "epoch"
    PREVIEW = "preview"
    PHASE = "phase"
    LANDSCAPE = "landscape"
    TILE = "tile"
    LEVEL = "level"
    EVALUATION = "evaluation"


class Event(Contract):
    """One row of a run's or a landscape's history, as server-sent events carry it."""

    id: int
    kind: EventKind
    data: str
    """JSON: Progress, EpochResult, Preview, {"phase"}, {"landscape"}, {"indices", "values"},
    {"level"}, {"phase", "sets"} of an evaluation."""
